import * as z from "zod";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { WellFormedText } from "../../../r2-assets/format/rows.ts";
import { LabelBook } from "../../lines/label-book.ts";
import type { LineReader, RowsOptions } from "../../lines/line-reader.ts";
import { TagReader } from "../../lines/read-tags.ts";

const Line = z.object({
  tokens: z.array(WellFormedText.min(1, "a token is empty")).min(1, "there are none"),
  tags: z.array(z.string()),
});

/** `{tokens, tags}`: one tag a token, in any of the schemes. */
export function taggingLines(options: RowsOptions): LineReader<"tagging"> {
  const book = new LabelBook(options);
  const reader = new TagReader(options);
  return {
    read(value) {
      const parsed = Line.safeParse(value);
      if (!parsed.success) return firstIssue(parsed.error);
      const { tokens, tags } = parsed.data;
      if (tokens.length !== tags.length) return `tags: there are ${tags.length} for ${tokens.length} tokens`;
      const read = reader.read("tags", tags);
      if (typeof read === "string") return read;
      for (const [i, tag] of read.iob2.entries()) {
        const known = book.name(tag);
        if (typeof known === "string") return `tags.${i}: ${known}`;
      }
      return { tokens, tags: read.tags };
    },
    labels() {
      const names = book.names();
      if (reader.spans === 0) return `every token has the tag "O"; a tagging suite needs two`;
      return names.length < 2 ? `every token has the tag "${names[0]}"; a tagging suite needs two` : names.sort();
    },
    tags: () => reader.told(),
  };
}
