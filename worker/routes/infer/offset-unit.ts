import { z } from "@hono/zod-openapi";
import { codePointsOf } from "../../../r2-assets/format/code-points.ts";

/** What `start` and `end` of an answer count. */
export const OffsetUnit = z.enum(["utf16", "codepoint"]).openapi({
  description: "UTF-16 units as JavaScript counts, or code points as Python does; utf16 unless given",
});
export type OffsetUnit = z.infer<typeof OffsetUnit>;

/** Answers about `text`, whose places are in UTF-16 units, in the wanted unit. */
export function inUnit<T extends { start: number; end: number }>(
  text: string,
  answers: readonly T[],
  unit: OffsetUnit,
): T[] {
  if (unit === "utf16") return [...answers];
  const count = codePointsOf(text);
  return answers.map((answer) => ({ ...answer, start: count(answer.start), end: count(answer.end) }));
}
