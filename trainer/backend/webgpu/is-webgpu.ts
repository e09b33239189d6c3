import { tf } from "../tfjs.ts";

/** Whether the current backend runs the programs of this folder. */
export const isWebgpu = (): boolean => tf.getBackend() === "webgpu";
