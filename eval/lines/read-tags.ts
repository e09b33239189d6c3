import type { TagsRead } from "../../r2-assets/format/suite.ts";
import { isTag, tagMistake } from "../tags/tag.ts";
import { TagsSeen } from "../tags/tags-seen.ts";
import { toIob2 } from "../tags/to-iob2.ts";

/** Reads the tags of a suite's rows, one row after the other, and remembers how they were written. */
export class TagReader {
  readonly #asWritten: boolean;
  readonly #seen = new TagsSeen();

  constructor({ tagsAsWritten = false }: { tagsAsWritten?: boolean }) {
    this.#asWritten = tagsAsWritten;
  }

  /** A row's tags as IOB2, white space around them off; a string says what is wrong: `tags.2: what`. */
  read(field: string, raw: readonly string[]): { tags: string[]; iob2: string[] } | string {
    const written = raw.map((tag) => tag.trim());
    const odd = written.findIndex((tag) => !isTag(tag));
    if (odd !== -1) return `${field}.${odd}: ${tagMistake(written[odd]!)}`;
    const conflict = this.#seen.add(written);
    if (conflict) return `${field}.${conflict.at}: ${conflict.message}`;
    const iob2 = toIob2(written);
    return { tags: this.#asWritten ? written : iob2, iob2 };
  }

  get spans(): number {
    return this.#seen.spans;
  }

  told(): TagsRead {
    return this.#seen.told();
  }
}
