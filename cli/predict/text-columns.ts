/** Where a row keeps its text, or its two texts. */

/** Names of a text that stands alone. */
const SINGLE = ["text", "text_a", "inputs", "sentence"] as const;

/** Names that come in pairs: ours, the hub's and GLUE's. The first is the first text. */
const PAIRS: readonly (readonly [string, string])[] = [
  ...["text_pair", "text_b"].flatMap((second) => SINGLE.map((first) => [first, second] as const)),
  ["text", "text2"],
  ["text1", "text2"],
  ["sentence", "sentence2"],
  ["sentence1", "sentence2"],
  ["question", "sentence"],
  ["question1", "question2"],
  ["premise", "hypothesis"],
  ["#1 String", "#2 String"],
];

export type TextColumns = { text: string; pair?: string };

/**
 * Which of the names that a row, or a table, has hold its texts; a sentence where none does or where it cannot be told. A pair
 * goes before a text alone, so that no half of one is answered as if it were the whole.
 */
export function textColumns(names: readonly string[]): TextColumns | string {
  const pairs = PAIRS.filter((pair) => pair.every((name) => names.includes(name)));
  if (pairs.length > 1) return `${pairs.map((pair) => pair.join(" and ")).join(", or ")}: which are the two texts?`;
  const [pair] = pairs;
  if (pair !== undefined) return { text: pair[0], pair: pair[1] };
  const half = PAIRS.find(([, second]) => names.includes(second) && !isSingle(second));
  if (half !== undefined) return `${half[1]} is a second text, and the first one, ${firstsOf(half[1])}, is missing`;
  const text = SINGLE.find((name) => names.includes(name));
  return text === undefined ? `no text under ${SINGLE.slice(0, -1).join(", ")} or ${SINGLE.at(-1)}` : { text };
}

const isSingle = (name: string) => (SINGLE as readonly string[]).includes(name);

const firstsOf = (second: string) =>
  PAIRS.filter((pair) => pair[1] === second)
    .map(([first]) => first)
    .join(" or ");

/** What files of rows hold beside texts, ours and the hub's. */
const NO_TEXTS =
  /^(id|idx|index|row|label|labels|score|scores|gold|model|error|prediction|split|source|tags|slots|groups|score:.*)$/i;

/** Whether an unread column may be a text that somebody expects to be read: words with white space between. */
export const looksLikeText = (name: string, value: unknown): boolean =>
  !NO_TEXTS.test(name) && typeof value === "string" && /\p{L}.*\s.*\p{L}/su.test(value);
