import { fileURLToPath } from "node:url";

/** The checkout this program lies in, whatever folder it was called from. No trailing slash. */
export const projectRoot = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
