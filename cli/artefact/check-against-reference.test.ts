/** Artefacts of every task against logits that transformers computed with their weights (test/golden/pipelines.py). */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { artefactIn } from "../../test/fixtures/artefact-folder.ts";
import { TINY_MODELS } from "../../test/fixtures/tiny-models.ts";
import classify from "../../test/golden/classify.json" with { type: "json" };
import golden from "../../test/golden/pipelines.json" with { type: "json" };
import type { ReferenceLogits } from "../../trainer/tasks/reference-logits.ts";
import { checkAgainstReference } from "./check-against-reference.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "retort-check-"));
});
afterEach(() => rm(root, { recursive: true }));

const withPair = ({ text, text_pair }: { text: string; text_pair?: string }) =>
  text_pair === undefined ? { text_a: text } : { text_a: text, text_b: text_pair };

/** Texts whose pieces do not depend on whether they are cut into words first. */
const words = golden.tagging.filter(({ text }) => /^[\w\s]+$/.test(text));

const REFERENCES: Record<"teacher" | "scorer" | "tagger" | "reader", ReferenceLogits[]> = {
  teacher: classify.cases.map((each, i) => ({
    id: `${i}`,
    ...withPair(each),
    gold: each.logits[1]! > each.logits[0]! ? "positive" : "negative",
    logits: each.logits,
  })),
  scorer: golden.scoring.map((each, i) => ({ id: `${i}`, ...withPair(each), gold: i, logits: [each.score] })),
  tagger: words.map(({ text, logits }, i) => {
    const tokens = text.trim().split(/\s+/);
    return { id: `${i}`, tokens, gold: tokens.map(() => "O"), logits: logits.flat() };
  }),
  reader: golden.reading
    .filter(({ logits }) => logits?.length === 1)
    .map(({ question, context, logits }, i) => ({ id: `${i}`, question, context, gold: [], logits: logits!.flat() })),
};

test.each(["teacher", "scorer", "tagger", "reader"] as const)(
  "%s gives PyTorch's logits, and is accepted",
  async (name) => {
    const reference = REFERENCES[name];
    expect(reference.length).toBeGreaterThan(1);
    const artefact = await artefactIn(join(root, name), { id: `tiny-${name}`, ...TINY_MODELS[name] });
    const progress: number[] = [];
    const report = await checkAgainstReference(artefact, reference, (done) => progress.push(done));
    expect(report).toMatchObject({ rows: reference.length, flips: 0, verdict: { kind: "accepted" } });
    expect(report.largestDifference).toBeLessThan(1e-5);
    expect(report.score.artefact ?? 0).toBeCloseTo(report.score.trained ?? 0, 5);
    expect(progress.at(-1)).toBe(reference.length);
  },
);

test("another model's logits are refused", async () => {
  const artefact = await artefactIn(join(root, "other"), { id: "tiny-tagger", ...TINY_MODELS.tagger, seed: 1 });
  const { verdict } = await checkAgainstReference(artefact, REFERENCES.tagger);
  expect(verdict).toEqual({ kind: "refused", reason: expect.stringContaining("its logits differ by up to") });
});
