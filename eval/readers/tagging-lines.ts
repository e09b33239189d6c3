import * as z from "zod";
import { WellFormedText } from "../../r2-assets/format/rows.ts";
import { isIob2Tag } from "./iob2-tag.ts";
import { LabelBook } from "./label-book.ts";
import { complaint, type LineReader, type RowsOptions } from "./line-reader.ts";

const Line = z.object({
  tokens: z.array(WellFormedText.min(1, "a token is empty")).min(1, "there are none"),
  tags: z.array(z.string()),
});

/** `{tokens, tags}`: one IOB2 tag a token. */
export function taggingLines(options: RowsOptions): LineReader<"tagging"> {
  const book = new LabelBook(options);
  return {
    read(value) {
      const parsed = Line.safeParse(value);
      if (!parsed.success) return complaint(parsed.error);
      const { tokens, tags } = parsed.data;
      if (tokens.length !== tags.length) return `tags: there are ${tags.length} for ${tokens.length} tokens`;
      for (const [i, tag] of tags.entries()) {
        if (!isIob2Tag(tag)) return `tags.${i}: "${tag}" is not O, B-<type> or I-<type>`;
        const known = book.name(tag);
        if (typeof known === "string") return `tags.${i}: ${known}`;
      }
      return { tokens, tags };
    },
    labels() {
      const names = book.names();
      return names.length < 2 ? `every token has the tag "${names[0]}"; a tagging suite needs two` : names.sort();
    },
  };
}
