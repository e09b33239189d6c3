import { type Answerer, refuseTexts } from "../../answers/answerer.ts";
import { tagsOfWords } from "../../answers/tags-of-words.ts";
import { mapTag } from "../../labels/map-tag.ts";

/** What `tagsOfWords` finds of each word, in the suite's types. */
export const taggingAnswerer: Answerer<"tagging"> = {
  refuse: ({ tokens }) => refuseTexts(tokens.join(" ")),
  ask({ tokens }, tokenizer, { labels }, { label_map }) {
    const encoding = tokenizer.encodeWords(tokens);
    return {
      encodings: [encoding],
      answer([logits]) {
        const { tags, repaired } = tagsOfWords(logits!, encoding.firstPieces, labels);
        // Spans first, then their types: neighbours whose types become one stay two.
        return { tags: tags.map((tag) => mapTag(tag, label_map)), repaired };
      },
    };
  },
};
