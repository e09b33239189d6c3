/** As much of a bucket as this takes; Node has one, too, while it seeds. */
export interface Listed {
  list(options: { prefix: string }): Promise<{ objects: { key: string }[] }>;
  delete(keys: string[]): Promise<void>;
}

/** Deletes every object whose key starts so, but for those that start as `keep` says. R2 lists and deletes 1,000 at a time. */
export async function deletePrefix(bucket: Listed, prefix: string, keep?: string): Promise<void> {
  for (;;) {
    const { objects } = await bucket.list({ prefix });
    const keys = objects.map(({ key }) => key).filter((key) => keep === undefined || !key.startsWith(keep));
    if (keys.length === 0) return;
    await bucket.delete(keys);
  }
}
