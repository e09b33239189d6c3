/** Replaces the UTF-16 units `start` to `end` of a text; `start === end` inserts. */
export interface Edit {
  start: number;
  end: number;
  replacement: string;
}

/** In order of place, without the ones that overlap an earlier one or change nothing. */
export function tidyEdits(text: string, edits: readonly Edit[]): Edit[] {
  const tidy: Edit[] = [];
  for (const edit of [...edits].sort((x, y) => x.start - y.start || x.end - y.end)) {
    if (edit.start < (tidy.at(-1)?.end ?? 0)) continue;
    if (text.slice(edit.start, edit.end) !== edit.replacement) tidy.push(edit);
  }
  return tidy;
}

/** The text with tidy edits made. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let done = 0;
  for (const { start, end, replacement } of edits) {
    result += text.slice(done, start) + replacement;
    done = end;
  }
  return result + text.slice(done);
}

/**
 * Where the character at `offset` of the old text stands in the new one, in UTF-16 units. What is inserted at `offset`
 * goes before it. The offset must not lie inside an edit.
 */
export function mapOffset(edits: readonly Edit[], offset: number): number {
  let moved = offset;
  for (const { start, end, replacement } of edits) {
    if (end > offset) break;
    moved += replacement.length - (end - start);
  }
  return moved;
}
