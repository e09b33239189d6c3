import { expect, test } from "vitest";
import type { BertConfig } from "../../trainer/models/bert/config.ts";
import { fittingStorages, fittingStudents } from "./fitting-students.ts";

const BERT_BASE: BertConfig = {
  ...{ vocabulary: 30_522, positions: 512, tokenTypes: 2, layers: 12, width: 768, heads: 12, ffn: 3072 },
  ...{ layerNormEps: 1e-12, pooling: "pooler", labels: 2 },
};

test("of a BERT-base no dense student fits an isolate with more than one layer; plans of its shapes and a BiLSTM do", () => {
  const students = fittingStudents(BERT_BASE);
  expect(students.map(({ method }) => method)).toEqual([
    "pkd-skip, the first 1 of 12 layers",
    "kronecker, plan K_8",
    "kronecker, plan K_21",
    "kronecker, plan K_19",
    "kronecker, plan K_5",
    "xtremedistil, a BiLSTM (embedding 64, units 128)",
  ]);
  for (const { bytes } of students) expect(bytes).toBeLessThanOrEqual(32 * 2 ** 20);
  expect(students.find(({ method }) => method.endsWith("K_21"))!.bytes / 1e6).toBeCloseTo(5.73, 2);
});

test("a small ELECTRA fits as integers and in halves, a BERT-base in nothing", () => {
  const small = { ...BERT_BASE, layers: 12, width: 256, heads: 4, ffn: 1024, embeddingWidth: 128 };
  expect(fittingStorages(small).map(({ storage }) => storage)).toEqual(["f16", "i8"]);
  expect(fittingStorages(BERT_BASE)).toEqual([]);
});

test("plans are for any vocabulary, and for no other width", () => {
  const kronecker = (config: BertConfig) =>
    fittingStudents(config).filter(({ method }) => method.startsWith("kronecker"));
  expect(kronecker({ ...BERT_BASE, vocabulary: 28_996 })).toHaveLength(4); // cased
  expect(kronecker({ ...BERT_BASE, width: 512, ffn: 2048, heads: 8 })).toEqual([]);
});
