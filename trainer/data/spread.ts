/** `count` positions among `total`, in order and at even distances; all where there are no more. */
export function spread(total: number, count: number): number[] {
  const kept = Math.min(total, count);
  return Array.from({ length: kept }, (_, i) => Math.floor((i * total) / kept));
}
