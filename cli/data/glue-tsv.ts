/** GLUE's single-sentence files, as the official archives have them. */

/**
 * `sentence<TAB>label` under a line of titles -> JSON lines `{id, text_a, label}`, ids `<prefix>-<row from 0>`. There is no
 * quoting in this format. Sentences lose the blanks around them (the official SST-2 ends each with one), nothing else.
 * Throws RangeError, naming the line, for a file that is not like that.
 */
export function glueTsvToJsonl(tsv: string, idPrefix: string): { jsonl: string; rows: number } {
  const [titles = "", ...lines] = tsv.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (titles !== "sentence\tlabel")
    throw new RangeError(`line 1: expected the titles sentence and label, tab-separated`);
  if (lines.at(-1) === "") lines.pop();
  const out = lines.map((line, i) => {
    const [text, label, ...more] = line.split("\t");
    if (text === undefined || label === undefined || more.length > 0 || !/^\d+$/.test(label) || text.trim() === "") {
      throw new RangeError(`line ${i + 2}: expected a sentence, a tab and a label's index`);
    }
    return `${JSON.stringify({ id: `${idPrefix}-${i}`, text_a: text.trim(), label: Number(label) })}\n`;
  });
  return { jsonl: out.join(""), rows: lines.length };
}
