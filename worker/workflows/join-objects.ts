/** Objects of the bucket put one after the other: R2 can't append. */

export interface Part {
  key: string;
  bytes: number;
}

/** Streams the parts, in their order, into one object. Done again, it writes the same again. */
export async function joinObjects(bucket: R2Bucket, parts: readonly Part[], key: string): Promise<Part> {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  // R2 takes a stream only when its length is known.
  const { readable, writable } = new FixedLengthStream(bytes);
  const copy = async () => {
    for (const part of parts) {
      const object = await bucket.get(part.key);
      if (object === null) throw new Error(`the bucket has no ${part.key}`);
      await object.body.pipeTo(writable, { preventClose: true, preventAbort: true });
    }
    await writable.close();
  };
  const copied = copy().catch(async (error) => {
    await writable.abort(error).catch(() => undefined);
    throw error;
  });
  await Promise.all([bucket.put(key, readable), copied]);
  return { key, bytes };
}
