import { disorder } from "./disorder.ts";
import { neighbours } from "./neighbours.ts";
import { part } from "./part.ts";
import { questionSentence } from "./question-sentence.ts";
import { recombined } from "./recombined.ts";
import { reworded, rewordedOnce } from "./reworded.ts";
import type { Rule } from "./rule.ts";

/** By the names that recipes use. */
export const RULES = {
  neighbours,
  part,
  "question-sentence": questionSentence,
  disorder,
  reworded,
  "reworded-once": rewordedOnce,
  recombined,
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;
export const RULE_NAMES = Object.keys(RULES) as [RuleName, ...RuleName[]];
