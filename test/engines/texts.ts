/** What a model is asked: the texts of `inputs.json`, which were written for this, and ids from its whole vocabulary. */
import type { Card } from "../../r2-assets/format/card.ts";
import type { TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { Text } from "../../worker/runtime/engine/network.ts";
import inputs from "./inputs.json" with { type: "json" };

type Asked = Pick<Card, "task" | "architecture" | "max_length">;

export const textsFor = (card: Asked, tokenizer: TextTokenizer): Text[] => [
  ...written(card, tokenizer),
  fromWholeVocabulary(card),
];

/** From a word to more than any model reads, which is cut; pairs and questions for those that tell two texts apart. */
function written({ task, architecture }: Asked, tokenizer: TextTokenizer): Text[] {
  const { texts, pairs, questions } = inputs;
  const two = (all: string[][]) => all.map(([text, pair]) => tokenizer.encode(text!, pair!));
  if (task === "question-answering") return two(questions);
  if (task === "token-classification") return texts.map((text) => tokenizer.encodeWords(text.split(" ")));
  const single = texts.map((text) => tokenizer.encode(text));
  return architecture.kind === "bert" ? [...single, ...two(pairs)] : single;
}

/** `max_length` tokens: the first of the vocabulary, the last, and others evenly between; the second half of type 1. */
export function fromWholeVocabulary({ architecture, max_length }: Pick<Asked, "architecture" | "max_length">): Text {
  const last = architecture.embeddings.word.rows - 1;
  const ids = Array.from({ length: max_length }, (_, i) => Math.round((i * last) / Math.max(1, max_length - 1)));
  return { ids, typeIds: ids.map((_, i) => (2 * i < max_length ? 0 : 1)) };
}
