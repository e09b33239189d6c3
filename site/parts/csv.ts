/** CSV as RFC 4180 has it: CRLF, quotes where they are needed. Numbers are whole, as they came. */
export type Cell = string | number | boolean | null | undefined;

export function csvOf(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [head, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

function field(value: Cell): string {
  if (value === null || value === undefined) return "";
  const text = String(value);
  // A spreadsheet would compute a text that begins so (https://owasp.org/www-community/attacks/CSV_Injection).
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
