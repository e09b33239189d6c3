import type { Random } from "../statistics/random.ts";
import { mapOffset } from "./edit.ts";
import { perturbText } from "./perturb-text.ts";
import type { Perturbation } from "./perturbation.ts";
import type { Range } from "./source.ts";

export interface TaggedTokens {
  tokens: string[];
  tags: string[];
}

/**
 * Tokens and their tags with only what is tagged O changed. An O token may become two or be joined with the next (`do n't`),
 * or go (punctuation); what comes of it is O. Null: nothing changes, or the tokens can't be told apart by spaces.
 */
export function perturbTokens(
  { tokens, tags }: TaggedTokens,
  perturbation: Perturbation,
  random: Random,
): TaggedTokens | null {
  const alignable = tokens.length === tags.length && tokens.every((token) => token !== "" && !/\s/u.test(token));
  if (perturbation.keepsTokens === false || !alignable) return null;
  const entities = taggedTokens(tokens, tags);
  const { text, edits } = perturbText(tokens.join(" "), perturbation, random, {
    tokens: true,
    locked: spans(entities),
  });
  if (edits.length === 0) return null;
  const tagAt = new Map(entities.map(({ start, tag }) => [mapOffset(edits, start), tag]));
  const changed: TaggedTokens = { tokens: [], tags: [] };
  let start = 0;
  for (const token of text.split(" ")) {
    changed.tokens.push(token);
    changed.tags.push(tagAt.get(start) ?? "O");
    start += token.length + 1;
  }
  return changed;
}

interface Tagged {
  start: number;
  end: number;
  tag: string;
}

/** Where the tokens that are not O lie in the tokens joined by spaces. */
function taggedTokens(tokens: readonly string[], tags: readonly string[]): Tagged[] {
  let next = 0;
  return tokens.flatMap((token, i) => {
    const start = next;
    next += token.length + 1;
    return tags[i] === "O" ? [] : [{ start, end: start + token.length, tag: tags[i] }];
  });
}

/** Neighbouring tokens in one range, so that nothing comes between a B and its I. */
function spans(entities: readonly Tagged[]): Range[] {
  const ranges: [number, number][] = [];
  for (const { start, end } of entities) {
    const last = ranges.at(-1);
    if (last && last[1] + 1 === start) last[1] = end;
    else ranges.push([start, end]);
  }
  return ranges;
}
