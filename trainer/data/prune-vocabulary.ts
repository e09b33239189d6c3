/**
 * A tokenizer with fewer pieces, for the texts that it will read.
 *
 * A text whose pieces are all kept is cut as before. WordPiece: of each place the longest match is there still, and no longer one
 * has come. Unigram: every way through the pieces that are left is one through all of them, with the same score or, where
 * a character has become unknown, a lesser one, for the unknown's score is the least of all pieces less 10, and the piece with the
 * least score stays; so the best way of before is the best, and of equal ones the same is found first. Of a WordPiece word
 * that was unknown as a whole nothing is promised.
 */
import * as z from "zod";
import { type OpenTokenizerFile, openTokenizerFile } from "../../r2-assets/format/tokenizer-file.ts";

/** Which pieces are kept of those that occur; all where neither is given. */
export interface Choice {
  /** So many at most, the most frequent ones; of equal ones those with the lowest ids. */
  most?: number;
  /** Only those that occur so often. */
  at_least?: number;
}

/** The parts of the file that hold ids. */
const File = z.looseObject({
  added_tokens: z.array(z.looseObject({ id: z.int(), content: z.string() })).default([]),
  post_processor: z
    .discriminatedUnion("type", [
      z.looseObject({
        type: z.literal("TemplateProcessing"),
        special_tokens: z.record(z.string(), z.looseObject({ ids: z.array(z.int()) })),
      }),
      z.looseObject({ type: z.literal("BertProcessing"), sep: Pair(), cls: Pair() }),
      z.looseObject({ type: z.literal("RobertaProcessing"), sep: Pair(), cls: Pair() }),
    ])
    .nullish(),
  model: z.discriminatedUnion("type", [
    z.looseObject({ type: z.literal("WordPiece"), vocab: z.record(z.string(), z.int()) }),
    z.looseObject({
      type: z.literal("Unigram"),
      unk_id: z.int(),
      vocab: z.custom<[piece: string, score: number][]>(Array.isArray),
    }),
  ]),
});
type File = z.infer<typeof File>;

function Pair() {
  return z.tuple([z.string(), z.int()]);
}

export interface PrunedTokenizer {
  /** `tokenizer.json`, byte for byte the same whatever the order of `kept`. */
  tokenizer: string;
  /** The id that each of the new ids had, ascending. */
  rows: Int32Array;
}

/**
 * The tokenizer with the pieces of these ids alone, numbered anew in their old order. All that the file needs is kept besides: special
 * and added tokens, the unknown, and of Unigram the piece with the least score. Truncation and padding are left out.
 * Throws TokenizerError for a file that is no tokenizer of ours.
 */
export function prunedTokenizer(tokenizerJson: string, kept: Iterable<number>): PrunedTokenizer {
  const json: unknown = JSON.parse(tokenizerJson);
  const file = File.parse(json);
  const all = new Set([...kept, ...lasting(openTokenizerFile(json), file), ...leastScored(file)]);
  const rows = Int32Array.from(all).sort();
  const renumbered = new Map([...rows].map((row, id) => [row, id]));
  const newId = (id: number): number => renumbered.get(id)!;

  const tokenizer = JSON.stringify({
    ...file,
    truncation: null,
    padding: null,
    added_tokens: file.added_tokens.map((token) => ({ ...token, id: newId(token.id) })),
    ...("post_processor" in file && { post_processor: processorWith(file.post_processor, newId) }),
    model: modelWith(file.model, rows, newId),
  });
  return { tokenizer, rows };
}

/** Special tokens, the unknown, and all that was added. */
function lasting({ splitter, special }: OpenTokenizerFile, { added_tokens }: File): number[] {
  const roles = [special.unknown, special.pad, special.begin, special.end, ...special.between];
  return [...roles.map((token) => splitter.idOf(token)!), ...added_tokens.map(({ id }) => id)];
}

/** The piece whose score the unknown's is reckoned from. */
function leastScored({ model }: File): number[] {
  if (model.type !== "Unigram") return [];
  return [model.vocab.reduce((least, [, score], id) => (score < model.vocab[least]![1] ? id : least), 0)];
}

function processorWith(processor: File["post_processor"], newId: (id: number) => number): unknown {
  if (!processor) return processor;
  if (processor.type === "TemplateProcessing") {
    const renumbered = Object.entries(processor.special_tokens).map(([token, entry]) => [
      token,
      { ...entry, ids: entry.ids.map(newId) },
    ]);
    return { ...processor, special_tokens: Object.fromEntries(renumbered) };
  }
  const [sep, cls] = [processor.sep, processor.cls].map(([token, id]) => [token, newId(id)]);
  return { ...processor, sep, cls };
}

function modelWith(model: File["model"], rows: Int32Array, newId: (id: number) => number): unknown {
  if (model.type === "Unigram") {
    const vocab = [...rows].filter((row) => row < model.vocab.length).map((row) => model.vocab[row]);
    return { ...model, unk_id: newId(model.unk_id), vocab };
  }
  const entries = Object.entries(model.vocab).filter(([, id]) => newId(id) !== undefined);
  return { ...model, vocab: Object.fromEntries(entries.map(([token, id]) => [token, newId(id)])) };
}

/**
 * The ids to keep by how often each occurs (`counts[id]`), but for those that are kept anyhow. Where not all that occur are chosen, their single characters are, as far
 * as the vocabulary has them, so that what they spelled can be spelled still.
 */
export function choosePieces(
  tokenizerJson: string,
  counts: ArrayLike<number>,
  { most, at_least = 1 }: Choice,
): number[] {
  const json: unknown = JSON.parse(tokenizerJson);
  const opened = openTokenizerFile(json);
  const { splitter } = opened;
  const kept = new Set(lasting(opened, File.parse(json)));
  const occurring = Array.from(counts, (count, id) => ({ id, count })).filter(
    ({ id, count }) => count > 0 && !kept.has(id),
  );
  const chosen = occurring
    .filter(({ count }) => count >= at_least)
    .sort((a, b) => b.count - a.count || a.id - b.id)
    .slice(0, most);
  const ids = new Set(chosen.map(({ id }) => id));
  for (const { id } of occurring) {
    if (ids.has(id)) continue;
    for (const single of spelling(splitter.tokenOf(id)!)) {
      const known = splitter.idOf(single);
      if (known !== undefined) ids.add(known);
    }
  }
  return [...ids].sort((a, b) => a - b);
}

/** A token's characters as tokens; of WordPiece also as they go on a word, `##`. */
function spelling(token: string): string[] {
  const letters = [...token.replace(/^##(?=.)/u, "")];
  return letters.flatMap((letter) => [letter, `##${letter}`]);
}

/** Of each token of a tokenizer, the row that another has for it; -1 where that has none. */
export function rowsOfOther(tokenizerJson: string, other: string): Int32Array {
  const [own, others] = [tokenizerJson, other].map((json) => openTokenizerFile(JSON.parse(json)).splitter);
  const size = own!.largest()[1] + 1;
  return Int32Array.from({ length: size }, (_, id) => {
    const token = own!.tokenOf(id);
    return (token === undefined ? undefined : others!.idOf(token)) ?? -1;
  });
}
