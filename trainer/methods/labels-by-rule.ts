/**
 * The labels of texts that were made, by the rule that made them (`data/transfer/made`): what nobody needs to label can be learnt first, and the task from
 * there. Source: Phang, Févry and Bowman, 2018, arXiv 1811.01088 (STILTs), whose intermediate tasks have a "fake-sentence" one that is made so.
 */
import { labels } from "./fine-tuned.ts";
import type { ObjectiveKind } from "./method.ts";

export const labelsByRule: ObjectiveKind<unknown> = { ...labels, on: ["transfer"], byRule: true };
