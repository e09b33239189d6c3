import { shuffle } from "../../random.ts";

/** One of several, each as likely; undefined of none. */
export const oneOf = <T>(items: readonly T[], random: () => number): T | undefined =>
  items[Math.floor(random() * items.length)];

/** What the first of these gives that gives anything, asked in a random order; null where none does. */
export function firstOf<T>(tries: readonly (() => T | null)[], random: () => number): T | null {
  for (const attempt of shuffle([...tries], random)) {
    const made = attempt();
    if (made !== null) return made;
  }
  return null;
}
