/** The API key that somebody gave: kept for this tab, and gone with it. */
import { signal } from "./signal.ts";

const NAME = "retort-key";

const key = signal<string | null>(sessionStorage.getItem(NAME));

export const keyOfTab = (): string | null => key.value;

/** Why what needs a key can't be asked for; undefined where there is one. */
export const noKey = (): string | undefined => (key.value === null ? "Enter a key first." : undefined);

/** Null forgets it. */
export function keepKey(given: string | null): void {
  if (given === null) sessionStorage.removeItem(NAME);
  else sessionStorage.setItem(NAME, given);
  key.value = given;
}

/** The key, for components: they are drawn anew when it changes. */
export const useKey = (): string | null => key.use();
