import * as z from "zod";
import type { Rule } from "./made/rule.ts";
import { RULE_NAMES, RULES } from "./made/rules.ts";

/** Texts that are made by a rule. */
const MadeTexts = z.strictObject({
  rule: z.enum(RULE_NAMES),
  /** Of these files of the data folder: paragraphs (`text/*.txt.gz`), texts (`.jsonl.gz`), or SQuAD's JSON, which questions need; of pairs (`.jsonl.gz`) for `recombined`. */
  from: z.array(z.string().min(1)).min(1),
  /** So many; absent one a paragraph, question or pair. */
  most: z.int().positive().optional(),
  /** Which paragraphs, and what is done to them, whatever the recipe's seed: its seeds then learn from the same texts. 0 where it is absent. */
  seed: z.int().nonnegative().optional(),
});
export type MadeTexts = z.infer<typeof MadeTexts>;

/** A file of texts, or how some are made. */
export const TransferEntry = z.union([z.string(), MadeTexts], {
  error: `takes a file of texts, or a rule by which they are made, {"rule": "neighbours", "from": ["text/*.txt.gz"], "most": 50000}, with one of ${RULE_NAMES.join(", ")}`,
});
export type TransferEntry = z.infer<typeof TransferEntry>;

/** How messages name one. */
export const entryName = (entry: TransferEntry): string =>
  typeof entry === "string" ? entry : `${entry.rule} from ${entry.from.join(", ")}`;

/** What a task asks about: one text, a pair, questions about contexts (0), or, where `texts` is null, whatever there is. */
export interface AskedTexts {
  name: string;
  texts: 0 | 1 | 2 | null;
}

const SHAPES = {
  0: ["a question about a context", "contexts"],
  1: ["a single text", "single texts"],
  2: ["a pair", "pairs"],
} as const;

/** What is wrong with a text of a file, one or a pair, for a task; undefined where nothing is. */
export const otherText = (given: 0 | 1 | 2, { name, texts }: AskedTexts): string | undefined =>
  texts === null || texts === given ? undefined : `${SHAPES[given][0]}, but ${name} asks about ${SHAPES[texts][1]}`;

/** Why a rule does not say which of a task's labels its texts have; undefined where it does. */
export function unlabelledBy(
  entry: TransferEntry,
  { name, labels }: { name: string; labels: readonly string[] },
): string | undefined {
  if (typeof entry === "string") return `${entry} is a file of texts without labels`;
  const rule: Rule = RULES[entry.rule];
  if (rule.labels === undefined) return `the rule ${entry.rule} says nothing of its texts`;
  const other = rule.labels.find((label) => !labels.includes(label));
  return other === undefined
    ? undefined
    : `the rule ${entry.rule} says ${rule.labels.join(" or ")}, which are no labels of ${name}`;
}

/** What is wrong with a rule for a task; undefined where nothing is, or the entry is a file. */
export function otherRule(entry: TransferEntry, { name, texts }: AskedTexts): string | undefined {
  if (typeof entry === "string" || texts === null || RULES[entry.rule].texts === texts) return undefined;
  return `the rule ${entry.rule} makes ${SHAPES[RULES[entry.rule].texts][1]}, but ${name} asks about ${SHAPES[texts][1]}`;
}
