import type { Objects } from "./objects.ts";

/** The part of an R2 bucket that is used here, spelled out so that Node's types take it too. */
interface Bucket {
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
  put(key: string, bytes: Uint8Array): Promise<unknown>;
}

/** Objects in an R2 bucket. */
export const r2Objects = (bucket: Bucket): Objects => ({
  async read(key) {
    const object = await bucket.get(key);
    return object === null ? null : new Uint8Array(await object.arrayBuffer());
  },
  async write(key, bytes) {
    await bucket.put(key, bytes);
  },
});
