import { type Answerer, refuseTexts } from "../../answers/answerer.ts";
import { argMax } from "../../answers/arg-max.ts";
import { mapTag } from "../../labels/map-tag.ts";
import { schemeOfLabels, tagsOfLabels } from "../../tags/label-tags.ts";
import { TagsSeen } from "../../tags/tags-seen.ts";
import { toIob2 } from "../../tags/to-iob2.ts";

/**
 * One IOB2 tag a word, whatever scheme the model's labels are in: what it says of the word's first piece; O where that has none
 * left after truncation, or none at all.
 */
export const taggingAnswerer: Answerer<"tagging"> = {
  refuse: ({ tokens }) => refuseTexts(tokens.join(" ")),
  ask({ tokens }, tokenizer, labels, { label_map }) {
    const encoding = tokenizer.encodeWords(tokens);
    const tags = tagsOfLabels(labels);
    const tagAt = (logits: Float32Array, token: number) =>
      tags[argMax(logits.subarray(token * labels.length, (token + 1) * labels.length))]!;
    return {
      encodings: [encoding],
      answer([logits]) {
        const said = encoding.firstPieces.map((token) => (token === null ? "O" : tagAt(logits!, token)));
        const seen = new TagsSeen();
        seen.add(said);
        // Spans first, then their types: neighbours whose types become one stay two.
        const mapped = toIob2(said).map((tag) => mapTag(tag, label_map));
        return { tags: mapped, repaired: seen.repaired(schemeOfLabels(labels)) };
      },
    };
  },
};
