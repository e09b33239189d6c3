import { ends, goesOn, partsOf } from "./tag.ts";

/**
 * The tags of one sentence, in any of the schemes, as IOB2. Each sentence by itself is enough: I- that continues no span
 * of its type opens one under IO and IOB1, and under IOB2 and BIOES is repaired to do so; a span that BIOES does not close
 * ends where it stops. What is no tag stays, and is outside.
 */
export function toIob2(tags: readonly string[]): string[] {
  let open: string | null = null;
  return tags.map((tag) => {
    const parts = partsOf(tag);
    if (parts === null) {
      open = null;
      return tag;
    }
    const { prefix, type } = parts;
    const continues = goesOn(prefix) && open === type;
    open = ends(prefix) ? null : type;
    return `${continues ? "I" : "B"}-${type}`;
  });
}
