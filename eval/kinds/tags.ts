import { isTag, tagMistake } from "../tags/tag.ts";
import { TagsSeen } from "../tags/tags-seen.ts";
import { toIob2 } from "../tags/to-iob2.ts";

/**
 * Tags submitted for as many tokens, in any of the schemes, as IOB2; a string says in one sentence what is wrong with them.
 * Types are free: a model may know more than a suite has.
 */
export function submittedTags(raw: readonly string[], tokens: number): string[] | string {
  if (raw.length !== tokens) return `tags: there are ${raw.length} for ${tokens} tokens`;
  const tags = raw.map((tag) => tag.trim());
  const odd = tags.find((tag) => !isTag(tag));
  if (odd !== undefined) return `tags: ${tagMistake(odd)}`;
  const conflict = new TagsSeen().add(tags);
  return conflict ? `tags.${conflict.at}: ${conflict.message}` : toIob2(tags);
}

export const sameTags = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((tag, i) => tag === b[i]);
