/**
 * Text that a spreadsheet would run as a formula, and the mark that keeps it from that. What is written with `guardCell` is
 * read with `unguardCell`: the two are exact inverses over all texts.
 */

/**
 * The text with an apostrophe in front where it starts with `=`, `+`, `-`, `@`, a tab or CR and is no number. A text that
 * already looks like that gets one more, so that reading can tell the two apart.
 */
export const guardCell = (text: string): string => (isGuarded(text) ? `'${text}` : text);

/** The text that `guardCell` made this of; any other text as it is. */
export const unguardCell = (text: string): string =>
  text.startsWith("'") && isGuarded(text.slice(1)) ? text.slice(1) : text;

/** With an apostrophe in front, what is true of a text stays true: so `unguardCell` takes off what was put there, and only that. */
const isGuarded = (text: string) => /^'*[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text));

/** What a cell of a table may hold; null and undefined are empty. */
export type Cell = string | number | boolean | null | undefined;
