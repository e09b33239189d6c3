/** Whether two digests in hex are the same. All of both is looked at, so that the time taken says nothing of where they differ. */
export function equalDigests(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i); // NaN beyond the end counts as 0
  return difference === 0;
}
