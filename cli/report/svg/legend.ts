import { element, text } from "./draw.ts";

/** Names behind their colours, in a line that ends at `right`. */
export function legend(entries: readonly { name: string; colour: string }[], right: number, y: number): string[] {
  const widths = entries.map(({ name }) => 26 + name.length * 6.4);
  let x = right - widths.reduce((sum, width) => sum + width, 0);
  return entries.flatMap(({ name, colour }, i) => {
    const at = x;
    x += widths[i]!;
    return [element("rect", { x: at, y: y - 9, width: 10, height: 10, rx: 2, fill: colour }), text(at + 15, y, name)];
  });
}
