import type { Random } from "../statistics/random.ts";

/**
 * One word in eight is changed: between the 10 and 15 % at which a text is plainly damaged and still read without effort
 * (TextFlint, arXiv 2103.11441, and TextAttack work at similar rates).
 */
const WORD_SHARE = 1 / 8;
/** At most so many words: the changes belong where a model reads, and it cuts long texts off at 512 pieces. */
export const WORD_CAP = 50;

/** How many words of a text of so many are to be changed. */
export const howMany = (words: number): number => Math.min(WORD_CAP, Math.max(1, Math.round(words * WORD_SHARE)));

/** The items in random order (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

export const pick = <T>(items: readonly T[], random: Random): T => items[random.below(items.length)];

/**
 * Changes as many of the candidates as the text's length asks for, in random order; `change` returns undefined where it
 * can't, and the next candidate takes the place.
 */
export function changeSome<T, Change>(
  candidates: readonly T[],
  textWords: number,
  random: Random,
  change: (candidate: T) => Change | undefined,
): Change[] {
  const changes: Change[] = [];
  const wanted = howMany(textWords);
  for (const candidate of shuffled(candidates, random)) {
    if (changes.length === wanted) break;
    const made = change(candidate);
    if (made !== undefined) changes.push(made);
  }
  return changes;
}
