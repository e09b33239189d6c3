/** What a cell of a column may mean. */

/** A cell that was left empty: nothing, blanks alone, or the NaN that pandas has for it. */
export const isEmptyCell = (cell: unknown): boolean =>
  cell === undefined ||
  cell === null ||
  (typeof cell === "string" && cell.trim() === "") ||
  (typeof cell === "number" && Number.isNaN(cell));

/** A number, written as one or as text; null where it is none. */
export function numberOf(cell: unknown): number | null {
  if (typeof cell === "boolean") return Number(cell);
  const number =
    typeof cell === "number" ? cell : typeof cell === "string" && cell.trim() !== "" ? Number(cell) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** One of yes and no: 0, 1, true, false. */
export const flagOf = (cell: unknown): boolean | null => {
  const word = String(cell).trim().toLowerCase();
  return ["1", "1.0", "true"].includes(word) ? true : ["0", "0.0", "false"].includes(word) ? false : null;
};

/** As people name a label: whole numbers without the `.0` that pandas gives to a column with gaps. */
export function labelText(cell: unknown): string {
  const text = String(cell).trim();
  return /^-?\d+\.0$/.test(text) ? text.slice(0, -2) : text;
}

/**
 * A list of texts: one as JSON has it, or what Python prints of one, `['a', "b"]`, or NumPy, without commas; null for anything else. Numbers become texts.
 */
export function listOf(cell: unknown): string[] | null {
  if (Array.isArray(cell))
    return cell.every((each) => ["string", "number", "boolean"].includes(typeof each)) ? cell.map(labelText) : null;
  if (typeof cell !== "string" || !/^\s*\[.*\]\s*$/s.test(cell)) return null;
  const inside = cell.trim().slice(1, -1);
  const parts: string[] = [];
  let at = 0;
  for (const match of inside.matchAll(PART)) {
    if (match.index !== at) return null;
    at += match[0].length;
    const [whole, double, single, bare] = match;
    if (whole.trim() === "" || whole.trim() === ",") continue;
    parts.push(bare ?? unescaped(double ?? single ?? ""));
  }
  return at === inside.length ? parts : null;
}

const PART = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s,'"[\]]+))\s*,?|\s+/gs;

const unescaped = (text: string) =>
  text.replace(/\\(u[0-9a-f]{4}|.)/gis, (_, code: string) =>
    code.length === 5 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : ({ n: "\n", t: "\t" }[code] ?? code),
  );

/** Parts of a cell between separators, blanks and empty ones aside. */
export const partsOf = (cell: unknown, separator: string): string[] =>
  String(cell)
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Words between blanks. */
export const wordsOf = (text: string): string[] => text.split(/\s+/u).filter(Boolean);

/** Enough of a text to know it again. */
export function shortly(text: string, most = 48): string {
  const line = text.replace(/\s+/gu, " ").trim();
  const characters = [...line];
  return `"${characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : line}"`;
}
