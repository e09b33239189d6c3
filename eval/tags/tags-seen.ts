import type { TagScheme, TagsRead } from "../../r2-assets/format/suite.ts";
import { ends, goesOn, type Prefix, partsOf } from "./tag.ts";

/** A tag that cannot stand in the same set as another before it. */
export interface TagConflict {
  /** Place among the sentence's tags, from 0. */
  at: number;
  /** To follow the place. */
  message: string;
}

const SPELLING: Partial<Record<Prefix, "BIOES" | "BILOU">> = { E: "BIOES", S: "BIOES", L: "BILOU", U: "BILOU" };

/** Watches the sentences of a whole set go by, as they are written: their scheme is known only at the end. */
export class TagsSeen {
  spans = 0;
  #spelling: { name: "BIOES" | "BILOU"; tag: string } | undefined;
  /** B- right behind a token of its type: all that IOB1 has. */
  #splitting = 0;
  #beginning = 0;
  /** Spans that I-, E- or L- opens. */
  #opened = 0;
  /** Of all spans those that BIOES would not have: opened so, or never closed. */
  #broken = 0;

  /** One sentence; returns its first tag that belongs to another spelling than one before, in it or in an earlier sentence. */
  add(tags: readonly string[]): TagConflict | undefined {
    let conflict: TagConflict | undefined;
    /** The span that may go on. */
    let open = null as { type: string; opened: boolean } | null;
    for (const [at, tag] of tags.entries()) {
      const parts = partsOf(tag);
      if (parts === null) {
        if (open) this.#broken++;
        open = null;
        continue;
      }
      const { prefix, type } = parts;
      conflict ??= this.#conflictOf(prefix, tag, at);
      if (prefix === "B" && open?.type === type) this.#splitting++;
      else if (prefix === "B") this.#beginning++;
      if (!goesOn(prefix) || open?.type !== type) {
        if (open) this.#broken++;
        this.spans++;
        open = { type, opened: goesOn(prefix) };
        if (open.opened) this.#opened++;
      }
      if (!ends(prefix)) continue;
      if (open.opened) this.#broken++;
      open = null;
    }
    if (open) this.#broken++;
    return conflict;
  }

  /** Undefined where there were no spans. IOB1 without two spans of a type side by side looks like IO, and means the same. */
  scheme(): TagScheme | undefined {
    if (this.spans === 0) return undefined;
    if (this.#spelling) return this.#spelling.name;
    if (this.#beginning > 0) return "IOB2";
    return this.#splitting > 0 ? "IOB1" : "IO";
  }

  /** Spans that their scheme, strictly read, would lose: the one they are seen to be in, unless it is known otherwise. */
  repaired(scheme = this.scheme()): number {
    switch (scheme) {
      case "IOB2":
        return this.#opened;
      case "BIOES":
      case "BILOU":
        return this.#broken;
      default:
        return 0;
    }
  }

  /** As suites and runs tell it; empty where there were no spans. */
  told(): TagsRead {
    const tag_scheme = this.scheme();
    const repaired_spans = this.repaired();
    return { ...(tag_scheme && { tag_scheme }), ...(repaired_spans > 0 && { repaired_spans }) };
  }

  #conflictOf(prefix: Prefix, tag: string, at: number): TagConflict | undefined {
    const name = SPELLING[prefix];
    if (name === undefined) return undefined;
    this.#spelling ??= { name, tag };
    const known = this.#spelling;
    if (known.name === name) return undefined;
    return { at, message: `"${tag}" is ${name}, and "${known.tag}" before it ${known.name}` };
  }
}
