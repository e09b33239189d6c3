/** Deletes every object whose key starts so, but for the one to be kept. R2 lists and deletes 1,000 at a time. */
export async function deletePrefix(bucket: R2Bucket, prefix: string, keep?: string): Promise<void> {
  for (;;) {
    const { objects } = await bucket.list({ prefix });
    const keys = objects.map(({ key }) => key).filter((key) => key !== keep);
    if (keys.length === 0) return;
    await bucket.delete(keys);
  }
}
