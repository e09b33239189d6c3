import { setImmediate } from "node:timers/promises";
import { mixSeed, seededRandom, shuffle } from "../../random.ts";
import type { DataFile } from "../../text/data-file.ts";
import { cutPassage, passagesIn } from "./passages-in.ts";
import type { MadeText, Rule } from "./rule.ts";
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
  /** Paragraphs or questions that there are. */
  passages: number;
  /** Of those that were asked for, those that were not used: their paragraph is what a model is judged by, or shares 13 words in a row with it. */
  known: number;
}

/** Passages are gone through so often at most: what is left then repeats itself. */
const ROUNDS = 20;

/** Passages between two looks at what else there is to do. */
const STEP = 2_000;

/**
 * Texts by a rule, no two alike: the passages in an order drawn from the seed, one text each, again and again until there are `most`. A text depends on its
 * passage, the seed and the round alone, and fewer are the beginning of more. `isKnown`: whether a model is judged by a paragraph, asked before
 * anything is changed in it, which would hide it.
 */
export async function makeTexts(
  files: readonly DataFile[],
  { rule: name, most, seed = 0 }: MakeOptions,
  isKnown: (paragraph: string) => boolean,
): Promise<Made> {
  const rule: Rule = RULES[name];
  const passages = files.flatMap((file) => passagesIn(file, rule.of, name));
  const order = shuffle([...passages.keys()], seededRandom(seed));
  const texts = new Map<string, Made["texts"][number]>();
  const known = new Set<number>();
  const rounds = most === undefined ? 1 : ROUNDS;
  const wanted = most ?? passages.length;
  for (let round = 0, before = -1; round < rounds && texts.size > before && texts.size < wanted; round++) {
    before = texts.size;
    for (const [asked, i] of order.entries()) {
      if (asked % STEP === 0) await setImmediate(); // lets signals in
      if (texts.size === wanted) break;
      if (round === 0 && isKnown(passages[i].paragraph)) known.add(i);
      if (known.has(i)) continue;
      const made = rule.make(cutPassage(passages[i]), seededRandom(mixSeed(seed, i, round)));
      const key = JSON.stringify(made);
      if (made !== null && !texts.has(key))
        texts.set(key, { id: `${name}-${i}${round > 0 ? `-${round}` : ""}`, ...made });
    }
  }
  return { texts: [...texts.values()], passages: passages.length, known: known.size };
}
