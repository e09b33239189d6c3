import { expect, test } from "vitest";
import type { BertArchitecture } from "../../../r2-assets/format/bert-architecture.ts";
import type { BilstmArchitecture } from "../../../r2-assets/format/bilstm-architecture.ts";
import { architectureMisfit } from "./architecture-misfit.ts";

const dense = (size: [number, number]) => ({ kind: "dense", in: size[0], out: size[1], layout: "out_in" }) as const;
const table = (rows: number) => ({ kind: "dense", rows, width: 12 }) as const;

const bert: BertArchitecture = {
  kind: "bert",
  embeddings: {
    word: { kind: "kronecker", rows: 100, width: 12, a: [100, 4], b: [1, 3], terms: 2 },
    position: table(16),
    token_type: table(2),
  },
  encoder: {
    ...{ layers: 1, width: 12, heads: 3, ffn: 24, activation: "gelu_erf", layer_norm_eps: 1e-12 },
    attention: { kind: "kronecker", in: 12, out: 12, a: [3, 4], b: [4, 3], terms: 1 },
    intermediate: dense([12, 24]),
    output: dense([24, 12]),
  },
  pooling: "mean",
  head: { kind: "linear", in: 12, out: 2, layout: "out_in" },
};
const bilstm: BilstmArchitecture = {
  kind: "bilstm",
  embeddings: { word: table(100) },
  lstm: { in: 12, units: 5, gates: "ifgo" },
  projection: { in: 10, out: 8, activation: "gelu_tanh" },
  pooling: "max",
  head: { kind: "linear", in: 8, out: 2, layout: "out_in" },
};

/** Tables 12 wide under layers of 24. */
const widened: BertArchitecture = {
  ...bert,
  embeddings: { ...bert.embeddings, projection: dense([12, 24]) },
  encoder: {
    ...bert.encoder,
    ...{ width: 24, attention: dense([24, 24]), intermediate: dense([24, 24]), output: dense([24, 24]) },
  },
  head: { ...bert.head, in: 24 },
};

test("what fits is fine", () => {
  expect(architectureMisfit(bert)).toBeUndefined();
  expect(architectureMisfit(widened)).toBeUndefined();
  expect(architectureMisfit(bilstm)).toBeUndefined();
});

const changed = (encoder: Partial<BertArchitecture["encoder"]>) => ({
  ...bert,
  encoder: { ...bert.encoder, ...encoder },
});
const says = (size: number, part: string, needed: number) =>
  `the card's architecture says ${size} for ${part}, where its other parts need ${needed}`;

test.each([
  [changed({ heads: 5 }), "the card's architecture has 5 heads, which do not divide its width of 12"],
  [changed({ heads: 0 }), "the card's architecture has 0 heads, which do not divide its width of 12"],
  [changed({ ffn: 12 }), says(24, "encoder.intermediate.out", 12)],
  [changed({ output: dense([12, 12]) }), says(12, "encoder.output.in", 24)],
  [changed({ attention: { ...bert.encoder.attention, a: [3, 5] } as never }), says(12, "encoder.attention.in", 15)],
  [
    { ...widened, embeddings: { ...widened.embeddings, projection: dense([6, 24]) } },
    says(12, "embeddings.word.width", 6),
  ],
  [
    { ...widened, embeddings: { ...widened.embeddings, projection: dense([12, 12]) } },
    says(12, "embeddings.projection.out", 24),
  ],
  [{ ...bert, head: { ...bert.head, in: 6 } }, says(6, "head.in", 12)],
  [{ ...bert, slot_head: { ...bert.head, in: 6 } }, says(6, "slot_head.in", 12)],
  [
    { ...bert, embeddings: { ...bert.embeddings, word: { ...bert.embeddings.word, b: [1, 2] } } as never },
    says(12, "embeddings.word.width", 8),
  ],
  [{ ...bilstm, projection: { ...bilstm.projection, in: 5 } }, says(5, "projection.in", 10)],
  [{ ...bilstm, lstm: { ...bilstm.lstm, in: 6 } }, says(12, "embeddings.word.width", 6)],
] as const)("what does not is told, case %#", (architecture, sentence) => {
  expect(architectureMisfit(architecture)).toBe(sentence);
});
