import { expect, test } from "vitest";
import golden from "../../test/golden/tag-schemes.json" with { type: "json" };
import { spansOf } from "../metrics/spans.ts";
import { toIob2 } from "./to-iob2.ts";

const read = (tags: readonly string[]) =>
  spansOf(toIob2(tags), "strict").map(({ type, start, end }) => [type, start, end]);

test.each(["IO", "IOB1", "IOB2", "BIOES", "BILOU"])(
  "%s has the spans that seqeval reads from it strictly",
  (scheme) => {
    const sentences = golden.sentences.filter((sentence) => sentence.scheme === scheme);
    expect(sentences.length).toBeGreaterThan(0);
    expect(sentences.map(({ tags }) => read(tags))).toEqual(sentences.map(({ spans }) => spans));
  },
);

test("tags that obey no scheme have the spans that seqeval reads by default", () => {
  for (const { tags, default: spans } of golden.loose) expect([tags, read(tags)]).toEqual([tags, spans]);
});
