import type { Objects } from "./objects.ts";

/** Objects in an R2 bucket. */
export const r2Objects = (bucket: R2Bucket): Objects => ({
  async read(key) {
    const object = await bucket.get(key);
    return object === null ? null : new Uint8Array(await object.arrayBuffer());
  },
  async write(key, bytes) {
    await bucket.put(key, bytes);
  },
});
