import { setImmediate } from "node:timers/promises";
import { mixSeed, seededRandom, shuffle } from "../../random.ts";
import type { DataFile } from "../../text/data-file.ts";
import { pairsIn } from "./pairs-in.ts";
import { cutPassage, passagesIn } from "./passages-in.ts";
import type { MadeText, PairRule, PassageRule, PreparedRule, Rule } from "./rule.ts";
import { RULES, type RuleName } from "./rules.ts";

/** What of a recipe's entry (`entry.ts`) says which texts. */
export interface MakeOptions {
  rule: RuleName;
  /** Absent: one a passage. */
  most?: number | undefined;
  seed?: number | undefined;
}

export interface Made {
  texts: (MadeText & { id: string })[];
  /** Paragraphs, questions or pairs that there are. */
  passages: number;
  /** Of those that were asked for, those that were not used: a text of theirs is what a model is judged by, or shares 13 words in a row with it. */
  known: number;
}

/** Passages are gone through so often at most: what is left then repeats itself. */
const ROUNDS = 20;

/** Passages between two looks at what else there is to do. */
const STEP = 200;

/** What a rule is asked about, by its place among all that there are. */
interface Source {
  count: number;
  /** Whether a model is judged by it. */
  isKnown(place: number): boolean;
  make(place: number, random: () => number): MadeText | null;
}

type IsKnown = (text: string) => boolean;

/**
 * Texts by a rule, no two alike: the passages in an order drawn from the seed, one text each, again and again until there are `most`. A text depends on its
 * passage, the seed and the round alone (of pairs on all pairs), and fewer are the beginning of more. `isKnown`: whether a model is judged by a text, asked before
 * anything is changed in it, which would hide it.
 */
export async function makeTexts(
  files: readonly DataFile[],
  { rule: name, most, seed = 0 }: MakeOptions,
  isKnown: IsKnown,
): Promise<Made> {
  const rule: Rule = RULES[name];
  const source =
    rule.of === "pairs" ? await ofPairs(files, rule, name, isKnown) : await ofPassages(files, rule, name, isKnown);
  const order = shuffle([...Array(source.count).keys()], seededRandom(seed));
  const texts = new Map<string, Made["texts"][number]>();
  const known = new Set<number>();
  const rounds = most === undefined ? 1 : ROUNDS;
  const wanted = most ?? source.count;
  for (let round = 0, before = -1; round < rounds && texts.size > before && texts.size < wanted; round++) {
    before = texts.size;
    for (const [asked, i] of order.entries()) {
      if (asked % STEP === 0) await setImmediate(); // lets signals in
      if (texts.size === wanted) break;
      if (round === 0 && source.isKnown(i)) known.add(i);
      if (known.has(i)) continue;
      const made = source.make(i, seededRandom(mixSeed(seed, i, round)));
      const key = JSON.stringify([made?.text_a, made?.text_b]);
      if (made !== null && !texts.has(key))
        texts.set(key, { id: `${name}-${i}${round > 0 ? `-${round}` : ""}`, ...made });
    }
  }
  return { texts: [...texts.values()], passages: source.count, known: known.size };
}

async function ofPassages(
  files: readonly DataFile[],
  rule: PassageRule | PreparedRule,
  name: string,
  isKnown: IsKnown,
): Promise<Source> {
  const make = "open" in rule ? await rule.open() : rule.make;
  const passages = files.flatMap((file) => passagesIn(file, rule.of, name));
  return {
    count: passages.length,
    isKnown: (place) => isKnown(passages[place]!.paragraph),
    make: (place, random) => make(cutPassage(passages[place]!), random),
  };
}

/** What one pair becomes depends on the others: those that a model is judged by are taken out first. */
async function ofPairs(files: readonly DataFile[], rule: PairRule, name: string, isKnown: IsKnown): Promise<Source> {
  const pairs = files.flatMap((file) => pairsIn(file, name));
  const judged = pairs.map(({ text_a, text_b }) => isKnown(text_a) || isKnown(text_b));
  const make = await rule.over(pairs.filter((_, place) => !judged[place]));
  return {
    count: pairs.length,
    isKnown: (place) => judged[place]!,
    make: (place, random) => make(pairs[place]!, random),
  };
}
