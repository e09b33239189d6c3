import type { Outcome } from "./check.ts";

/** Outcomes as one, each under a name of its own. */
export const merge = (parts: readonly (readonly [name: string, outcome: Outcome])[]): Outcome =>
  Object.fromEntries(
    parts.flatMap(([part, outcome]) => Object.entries(outcome).map(([name, data]) => [`${part} ${name}`, data])),
  );
