import * as z from "zod";
import { RULE_NAMES } from "./made/rules.ts";

/** Texts that are made by a rule. */
const MadeTexts = z.strictObject({
  rule: z.enum(RULE_NAMES),
  /** Of these files of the data folder: paragraphs (`text/*.txt.gz`), texts (`.jsonl.gz`), or SQuAD's JSON, which questions need. */
  from: z.array(z.string().min(1)).min(1),
  /** So many; absent one a paragraph or question. */
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
