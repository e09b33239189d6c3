/** One CSV record, CRLF included. Source: RFC 4180. Null and undefined are empty. */
export const csvRecord = (values: readonly (string | number | boolean | null | undefined)[]): string =>
  `${values.map((value) => field(value ?? "")).join(",")}\r\n`;

function field(value: string | number | boolean): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
