import { mapTag } from "../labels/map-tag.ts";
import { type Answerer, refuseTexts } from "./answerer.ts";
import { argMax } from "./arg-max.ts";

/** One tag a word: what the model says of its first piece; O where it has none left after truncation, or none at all. */
export const tagging: Answerer<"tagging"> = {
  refuse: ({ tokens }) => refuseTexts(tokens.join(" ")),
  ask({ tokens }, tokenizer, labels, { label_map }) {
    const encoding = tokenizer.encodeWords(tokens);
    const tagAt = (logits: Float32Array, token: number) =>
      mapTag(labels[argMax(logits.subarray(token * labels.length, (token + 1) * labels.length))]!, label_map);
    return {
      encodings: [encoding],
      answer: ([logits]) => ({
        tags: encoding.firstPieces.map((token) => (token === null ? "O" : tagAt(logits!, token))),
      }),
    };
  },
};
