import type { SourceItem } from "./source-item.ts";

/**
 * CoNLL: one token a line, its tag last, separated by tabs or (without any tab) by blanks; blank lines between sentences.
 * Yields `{tokens, tags}` a sentence, `line` being that of its first token. `-DOCSTART-` lines are skipped. A byte order
 * mark at the start, or alone in a line, is nothing; elsewhere it is a token as any other. Source: Tjong Kim Sang and De Meulder, CoNLL 2003.
 */
export function* conllItems(text: string): Generator<SourceItem> {
  let tokens: string[] = [];
  let tags: string[] = [];
  let start = 0;
  let problem: string | undefined;
  const sentence = function* (): Generator<SourceItem> {
    if (problem !== undefined) yield { line: start, problem };
    else if (tokens.length > 0) yield { line: start, value: { tokens, tags } };
    tokens = [];
    tags = [];
    problem = undefined;
    start = 0;
  };
  for (const [i, raw] of text
    .replace(/^\uFEFF(?!\t)/, "")
    .split("\n")
    .entries()) {
    const line = raw.replace(/\r$/, "");
    if (line.trim() === "") {
      yield* sentence();
      continue;
    }
    const fields = line.includes("\t") ? line.split("\t") : line.trim().split(/ +/);
    const [token, tag] = [fields[0]!, fields.at(-1)!];
    if (token === "-DOCSTART-") continue;
    start ||= i + 1;
    if (fields.length < 2) problem ??= `line ${i + 1}: expected a token, a tab and a tag`;
    tokens.push(token);
    tags.push(tag);
  }
  yield* sentence();
}
