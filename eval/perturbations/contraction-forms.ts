/** An auxiliary and what it becomes before `n't`. */
export const NEGATED: ReadonlyMap<string, string> = new Map(
  "are are, could could, did did, does does, do do, had had, has has, have have, is is, must must, need need, should should, was was, were were, would would, will wo, can ca"
    .split(", ")
    .map((pair) => pair.split(" ") as [string, string]),
);

/** A verb, its short form, and the subjects that take it. `'d` is had or would, and `'s` is also has: see below. */
export const SHORTENED: readonly { verb: string; short: string; subjects: string }[] = [
  { verb: "am", short: "m", subjects: "i" },
  { verb: "are", short: "re", subjects: "you|we|they" },
  { verb: "is", short: "s", subjects: "he|she|it|that|there|what|who|where|here" },
  { verb: "have", short: "ve", subjects: "i|you|we|they" },
  { verb: "will", short: "ll", subjects: "i|you|he|she|it|we|they|that|there" },
];

const A_COMPLEMENT = new Set(
  "a an the not so too very really just still quite rather pretty always also only simply no my your his her its our their this about in on as hard easy clear worth".split(
    " ",
  ),
);
const A_PARTICIPLE = new Set(
  "been had seen got done made gone become come taken given known found heard felt lost read said told thought always already just not".split(
    " ",
  ),
);

/** May the verb be short before this word? `that is what it is` and `than I am now` don't allow it, nor `I have a dog`. */
export function shortBefore(verb: string, next: string): boolean {
  if (verb === "will") return next !== "";
  if (verb === "have") return A_PARTICIPLE.has(next) || /..ed$/.test(next);
  return A_COMPLEMENT.has(next) || /..ing$/.test(next);
}

const PRONOUN = /^(?:i|you|he|she|it|we|they|there|this|that|these|those|anyone|everyone|someone)$/;
const DETERMINER = /^(?:the|a|an|my|your|his|her|its|our|their|any|some|all|people)$/;
const ASKS = /(?:^|[.!?"“]\s*|\b(?:why|how|when|where|what)\s)$/i;

/**
 * Is the verb before its subject? Then `not` can't take the place of `n't`: `don't you`, `why can't the …`. `before` is
 * what precedes the verb, `next` the word behind it.
 */
export function isInverted(verb: string, before: string, next: string): boolean {
  if (PRONOUN.test(next)) return true;
  if (DETERMINER.test(next) && !/^(?:is|are|was|were|have|has|had|do|need)$/.test(verb)) return true;
  return ASKS.test(before) && !(verb === "do" && !/\w\s$/.test(before));
}
