import { basename } from "node:path";
import { CliError } from "../cli-error.ts";
import { textLines } from "../files/text-lines.ts";
import { textPieces } from "../files/text-pieces.ts";
import { type Brought, digestOf, readBrought } from "./brought.ts";
import { isEmptyCell, listOf, wordsOf } from "./cells.ts";
import { columnsOf } from "./column.ts";
import { findTexts, wellKnown } from "./find-texts.ts";
import type { Layout, LayoutOptions } from "./layout.ts";
import { TOKEN_NAMES } from "./well-known-names.ts";

export interface Unlabelled {
  brought: Pick<Brought, "file" | "sha256"> & { rows: number };
  /** As transfer reads them: each text once. */
  texts: ({ id: string } & ({ text_a: string; text_b?: string } | { tokens: string[] }))[];
  notes: string[];
}

type Text = { text_a: string; text_b?: string } | { tokens: string[] };

/** Texts that only a teacher will answer: one a line in `.txt`, else a file of rows as the training file's, or with well-known titles. Throws CliError. */
export async function readUnlabelled(path: string, layout: Layout, options: LayoutOptions): Promise<Unlabelled> {
  if (layout.kind === "question-answering")
    throw new CliError("--unlabelled is for texts and words: no method learns from contexts without questions");
  const brought = /\.txt(\.gz)?$/i.test(path) ? await readTextLines(path) : await readBrought(path);
  const read = readerOf(brought, layout, options);
  const seen = new Set<string>();
  const texts: Unlabelled["texts"] = [];
  let empty = 0;
  for (const { line, cells } of brought.rows) {
    const text = read(cells);
    if (text === null) empty++;
    else {
      const key = JSON.stringify(text);
      if (!seen.has(key)) texts.push({ id: `text-${line}`, ...text });
      seen.add(key);
    }
  }
  if (texts.length === 0) throw new CliError(`${brought.file}: every text is empty`);
  const again = brought.rows.length - empty - texts.length;
  const notes = [
    ...(again > 0 ? [`${brought.file}: ${again.toLocaleString("en")} texts that are there before are left out`] : []),
    ...(empty > 0 ? [`${brought.file}: ${empty.toLocaleString("en")} empty texts are left out`] : []),
  ];
  const { file, sha256, rows } = brought;
  return { brought: { file, sha256, rows: rows.length }, texts, notes };
}

function readerOf(
  brought: Brought,
  { kind, columns }: Layout,
  options: LayoutOptions,
): (cells: ReadonlyMap<string, unknown>) => Text | null {
  const has = (name: string | undefined) => name !== undefined && brought.columns.includes(name);
  const own = columnsOf(brought);
  if (kind === "tagging") {
    const words = has(columns.tokens)
      ? columns.tokens!
      : (wellKnown(own, TOKEN_NAMES)?.name ?? findTexts(own, {}, []).text_a);
    return (cells) => {
      const cell = cells.get(words);
      const tokens = isEmptyCell(cell) ? [] : (listOf(cell) ?? wordsOf(String(cell)));
      return tokens.length === 0 ? null : { tokens };
    };
  }
  const { text_a, text_b } = has(columns.text_a)
    ? { text_a: columns.text_a!, text_b: columns.text_b }
    : findTexts(own, { ...(has(options.text) && { text: options.text }) }, []);
  if (columns.text_b !== undefined && !has(text_b))
    throw new CliError(`${brought.file} has single texts, and the task is about pairs`);
  return (cells) => {
    const [first, second] = [cells.get(text_a), text_b === undefined ? undefined : cells.get(text_b)];
    if (isEmptyCell(first) || (columns.text_b !== undefined && isEmptyCell(second))) return null;
    return { text_a: String(first), ...(columns.text_b !== undefined && { text_b: String(second) }) };
  };
}

async function readTextLines(path: string): Promise<Brought> {
  const rows: Brought["rows"][number][] = [];
  for await (const { line, text } of textLines(textPieces(path))) rows.push({ line, cells: new Map([["text", text]]) });
  const about = { path, file: basename(path), sha256: await digestOf(path), counts: "line" as const };
  return { ...about, columns: ["text"], classNames: new Map(), rows, notes: [] };
}
