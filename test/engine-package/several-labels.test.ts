/** The package's code with a model of several labels a text, of which none is published: as transformers' pipeline answers. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../cli/project-root.ts";
import type { LabelScore, Model, TextInput } from "../../packages/engine/src/index.ts";
import { CARD_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { tinyArtefact } from "../fixtures/tiny-artefact.ts";
import { TINY_MODELS } from "../fixtures/tiny-models.ts";
import golden from "../golden/multi-label-pipeline.json" with { type: "json" };

type Api = Pick<typeof import("../../packages/engine/src/index.ts"), "openModel">;

/** By a name that this project's type checker does not follow: WebAssembly is among the types of the package's own. */
const api = "../../packages/engine/src/api.ts";
const { createApi }: { createApi: (compiled: (name: string) => Promise<unknown>) => Api } = await import(api);
const { openModel } = createApi(async (name) => {
  const bytes = await readFile(join(projectRoot, `worker/runtime/engine/kernels/${name}.wasm`));
  return new WebAssembly.Module(bytes);
});
const task = "multi-label-classification";

let model: Model;
beforeAll(async () => {
  const files = await tinyArtefact({ id: "tiny-moods", ...TINY_MODELS.moods });
  const artefact = { card: files[CARD_FILE], tokenizer: files[TOKENIZER_FILE], weights: files[WEIGHTS_FILE]! };
  model = await openModel(artefact, { kernels: "plain" });
});
afterAll(() => model?.release());

test.each(golden.answers)("$parameters", async ({ inputs, parameters, answer }) => {
  const { top_k, ...options } = parameters as { top_k: number | null; function_to_apply?: "softmax" | "none" };
  const expected = answer.map(({ label, score }) => ({ label, score: expect.closeTo(score, 5) }));
  const asked = { ...options, ...(top_k !== null && { top_k }) };
  expect(await model(inputs as TextInput, asked)).toEqual([expected]);
});

test("a threshold leaves the labels that hold, by the card or by a number", async () => {
  const [all] = (await model("a warm, funny film")) as LabelScore[][];
  const [half] = await model("a warm, funny film", { task, threshold: 0.5 });
  expect(half).toEqual(all!.filter(({ score }) => score >= 0.5));
  const own = Object.fromEntries(model.card.labels.map((label, i) => [label, model.card.thresholds![i]!]));
  const [card] = await model("a warm, funny film", { task, threshold: "card" });
  expect(card).toEqual(all!.filter(({ label, score }) => score >= own[label]!));
});

test.each([
  [{ threshold: 2 }, 'threshold must be "card" or a number from 0 to 1'],
  [{ threshold: "half" as "card" }, 'threshold must be "card" or a number from 0 to 1'],
  [
    { threshold: 0.5, function_to_apply: "none" as const },
    "threshold: it is held against sigmoids, and function_to_apply asks for none",
  ],
])("%j is refused in one sentence", async (options, message) => {
  await expect(model("fine", { task, ...options })).rejects.toThrow(message);
});
