/**
 * Companions: what an objective learns beside the student, such as a teacher that goes on learning, heads that guess words, projections.
 * They are optimised and kept in checkpoints as the student's parameters are, under names that no student has, and left behind where a
 * model is kept, judged on a task or exported.
 */
import type { Parameters, Weights } from "../models/weights.ts";

const PREFIX = "companion.";

const prefixOf = (who: string): string => `${PREFIX}${who}/`;

/** Parameters as those of a companion of this name. */
export const asCompanion = (who: string, weights: Iterable<readonly [string, Weights]>): Map<string, Weights> =>
  new Map([...weights].map(([name, value]) => [prefixOf(who) + name, value]));

/** A companion's parameters under their own names again. */
export function companionOf(parameters: Parameters, who: string): Parameters {
  const own = Object.entries(parameters).filter(([name]) => isCompanion(name, who));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefixOf(who).length), value]));
}

export const isCompanion = (name: string, who: string): boolean => name.startsWith(prefixOf(who));

/** The student's parameters alone. */
export const withoutCompanions = (parameters: Parameters): Parameters =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => !name.startsWith(PREFIX)));
