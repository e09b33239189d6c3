/**
 * Token classification: a text to entities with their places. Knows nothing of HTTP.
 *
 * The strategies are those of transformers' token-classification pipeline. One difference: a piece goes on a word when the
 * tokenizer says so; transformers compares the lengths of piece and text, and so takes a word with decomposed accents,
 * or with a control character inside, for a part of the word before it. Another: labels may be BIOES or BILOU, whose E- ends
 * an entity and whose S- is one; transformers takes those prefixes for a part of the type.
 */

import { argMax } from "../../eval/answers/arg-max.ts";
import { softmax } from "../../eval/answers/softmax.ts";
import { tagsOfLabels } from "../../eval/tags/label-tags.ts";
import { ends, goesOn, partsOf } from "../../eval/tags/tag.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { joinWordPieces } from "../../r2-assets/format/join-tokens.ts";
import { slotLogits } from "../../r2-assets/format/logits.ts";
import type { EncodedText, TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";

export const AGGREGATIONS = ["none", "simple", "first", "average", "max"] as const;
/**
 * none: each piece by itself. simple: neighbouring pieces of one type become one entity. The rest first give all pieces of a
 * word one label: that of its first piece, of the mean of its pieces' scores, or of the piece with the largest score.
 */
export type Aggregation = (typeof AGGREGATIONS)[number];

/** `start` and `end` in UTF-16 units. `word` is made of pieces; the text's own words are `text.slice(start, end)`. */
interface Place {
  word: string;
  score: number;
  start: number;
  end: number;
}
export interface TokenEntity extends Place {
  entity: string;
  /** Place of the piece among the tokens, of which [CLS] is the first. */
  index: number;
}
export interface EntityGroup extends Place {
  entity_group: string;
}

/** A piece, or a word of several, with the probabilities of all labels. */
export interface TaggedPiece {
  word: string;
  scores: number[];
  start: number;
  end: number;
  index: number;
  /** Whether it goes on the word of the one before. */
  goesOn: boolean;
}

/** What a model gives to tokens: its labels, where it is no tagger its slots. */
export const tagsOf = ({ labels, slots }: Pick<Card, "labels" | "slots">): readonly string[] => slots ?? labels;

/**
 * `answer`: of a tagger `[tokens, labels]`, special tokens included; of a classifier with slots `[labels]`, then `[tokens, slots]`. A
 * piece that the vocabulary lacks shows as it stands in the text.
 */
export function tagPieces(
  { card, tokenizer }: Pick<LoadedModel, "card" | "tokenizer">,
  text: string,
  { pieces }: EncodedText,
  answer: Float32Array,
): TaggedPiece[] {
  const logits = card.slots ? slotLogits(answer, card.labels) : answer;
  const width = tagsOf(card).length;
  return pieces.map(({ id, start, end, word }, i) => ({
    word: id === tokenizer.unknownId ? text.slice(start, end) : tokenizer.tokenOf(id),
    scores: softmax(logits.subarray((i + 1) * width, (i + 2) * width)),
    start,
    end,
    index: i + 1,
    goesOn: i > 0 && pieces[i - 1]!.word === word,
  }));
}

type Join = TextTokenizer["join"];

/** Entities from left to right, those of `ignored` labels (or types) left out. `join`: the tokenizer's. */
export function entitiesOf(
  pieces: readonly TaggedPiece[],
  labels: readonly string[],
  aggregation: Aggregation = "simple",
  ignored: readonly string[] = ["O"],
  join: Join = joinWordPieces,
): TokenEntity[] | EntityGroup[] {
  if (aggregation === "none") {
    return pieces
      .map(({ scores, index, word, start, end }) => ({ ...best(scores, labels), index, word, start, end }))
      .filter(({ entity }) => !ignored.includes(entity));
  }
  const words = aggregation === "simple" ? pieces : wordsOf(pieces, aggregation, join);
  return groups(
    words.map((word) => ({ ...word, ...best(word.scores, labels) })),
    readingOf(labels),
    join,
  ).filter(({ entity_group }) => !ignored.includes(entity_group));
}

function best(scores: readonly number[], labels: readonly string[]): { entity: string; score: number } {
  const index = argMax(scores);
  return { entity: labels[index]!, score: scores[index]! };
}

type Word = Pick<TaggedPiece, "word" | "scores" | "start" | "end"> & { goesOn?: boolean };

function wordsOf(pieces: readonly TaggedPiece[], aggregation: "first" | "average" | "max", join: Join): Word[] {
  const words: TaggedPiece[][] = [];
  for (const piece of pieces) {
    if (piece.goesOn) words.at(-1)!.push(piece);
    else words.push([piece]);
  }
  return words.map((word) => ({
    word: join(word.map((piece) => piece.word)),
    scores: WORD_SCORES[aggregation](word.map((piece) => piece.scores)),
    start: word[0]!.start,
    end: word.at(-1)!.end,
  }));
}

const WORD_SCORES: Record<"first" | "average" | "max", (pieces: number[][]) => number[]> = {
  first: (pieces) => pieces[0]!,
  average: (pieces) => pieces[0]!.map((_, label) => mean(pieces.map((scores) => scores[label]!))),
  max: (pieces) => pieces[argMax(pieces.map((scores) => Math.max(...scores)))]!,
};

type Labelled = Word & { entity: string; score: number };

/** What a label says of its entity: the type, and whether another begins with it or behind it. */
interface Reading {
  type: string;
  begins: boolean;
  ends: boolean;
  /** By S- or U-, as a whole. */
  single: boolean;
}

/** How the model's labels are read: `B-PER`, `I-PER`, `E-PER` and `PER` are all of type PER. */
function readingOf(labels: readonly string[]): (label: string) => Reading {
  const tags = tagsOfLabels(labels);
  const readings = new Map(
    labels.map((label, i) => {
      const parts = partsOf(tags[i]!);
      if (parts === null) return [label, { type: label, begins: false, ends: false, single: false }];
      const { prefix, type } = parts;
      const begins = !goesOn(prefix);
      return [label, { type, begins, ends: ends(prefix), single: begins && ends(prefix) }];
    }),
  );
  return (label) => readings.get(label)!;
}

/**
 * Neighbours of one type become one; a label that begins with `B-` begins another. So do one with `S-` and what follows
 * on one with `E-` or `S-`, but not amid a word, whose pieces may all have its label.
 */
function groups(words: readonly Labelled[], read: (label: string) => Reading, join: Join): EntityGroup[] {
  const grouped: Labelled[][] = [];
  for (const word of words) {
    const last = grouped.at(-1)?.at(-1);
    const own = read(word.entity);
    const before = last && read(last.entity);
    const cut = word.goesOn ? own.begins && !own.single : own.begins || before?.ends;
    if (before?.type === own.type && !cut) grouped.at(-1)!.push(word);
    else grouped.push([word]);
  }
  return grouped.map((group) => ({
    entity_group: read(group[0]!.entity).type,
    score: mean(group.map(({ score }) => score)),
    word: join(group.map(({ word }) => word)),
    start: group[0]!.start,
    end: group.at(-1)!.end,
  }));
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
