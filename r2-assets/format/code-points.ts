/** A function from places in `text` in UTF-16 units to the same places in code points, as Python counts. */
export function codePointsOf(text: string): (unit: number) => number {
  const before = new Int32Array(text.length + 1); // low surrogates that lie before each unit
  for (let unit = 0; unit < text.length; unit++) {
    const pair = unit > 0 && text.codePointAt(unit - 1)! > 0xffff;
    before[unit + 1] = before[unit]! + (pair ? 1 : 0);
  }
  return (unit) => unit - before[unit]!;
}
