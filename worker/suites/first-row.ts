import { looksBehavioural } from "../../eval/kinds/behavioural/looks-behavioural.ts";

/**
 * Whether the first line that is not blank looks like a behavioural row, and all the lines, that one included. Whatever is
 * wrong with the line is left for its reader to say.
 */
export async function firstRow(
  lines: AsyncGenerator<string>,
): Promise<{ looksBehavioural: boolean; all: AsyncGenerator<string> }> {
  const seen: string[] = [];
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return { looksBehavioural: false, all: chain(seen, lines) };
    seen.push(value);
    if (/[^ \t\r]/.test(value)) return { looksBehavioural: looksBehavioural(value), all: chain(seen, lines) };
  }
}

async function* chain(first: readonly string[], rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield* first;
  yield* rest;
}
