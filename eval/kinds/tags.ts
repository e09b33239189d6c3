import { isIob2Tag } from "../readers/iob2-tag.ts";

/** What is wrong with tags submitted for as many tokens; null if nothing. Types are free: a model may know more than a suite has. */
export function tagsMistake(tags: readonly string[], tokens: number): string | null {
  if (tags.length !== tokens) return `tags: there are ${tags.length} for ${tokens} tokens`;
  const odd = tags.find((tag) => !isIob2Tag(tag));
  return odd === undefined ? null : `tags: "${odd}" is not an IOB2 tag (O, B-type or I-type)`;
}

export const sameTags = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((tag, i) => tag === b[i]);
