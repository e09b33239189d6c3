/** How two models did on the same rows, in counts of rows. */
export interface PairedTable {
  both: number;
  aOnly: number;
  bOnly: number;
  neither: number;
}

/** Counts the four outcomes of two equally long lists of right and wrong answers. */
export function pairedTable(a: readonly boolean[], b: readonly boolean[]): PairedTable {
  if (a.length !== b.length) throw new RangeError(`pairedTable: ${a.length} answers beside ${b.length}`);
  const table = { both: 0, aOnly: 0, bOnly: 0, neither: 0 };
  a.forEach((right, i) => {
    table[right ? (b[i] ? "both" : "aOnly") : b[i] ? "bOnly" : "neither"]++;
  });
  return table;
}
