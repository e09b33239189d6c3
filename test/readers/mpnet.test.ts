/** An imported MPNet in the readers that are not ours: its tokenizer, its graph, and its encoder by the lines in docs/readers.md. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Artefact } from "../../cli/artefact/artefact-folder.ts";
import { openArtefact } from "../../cli/artefact/open-artefact.ts";
import { soundArtefact } from "../../cli/import/artefact-place.ts";
import { importFolder } from "../../cli/import/import-folder.ts";
import { PAIRS, TEXTS } from "./inputs.ts";
import {
  hasTorch,
  installReaders,
  type ReadLogits,
  readInPython,
  readInTransformersJs,
  runLines,
} from "./stock-readers.ts";

const INPUTS = [...TEXTS.slice(0, 8), ...PAIRS, { text: "a <mask> story, and </s> too" }];

let out: string;
let artefact: Artefact;
let ours: ReadLogits[];
beforeAll(async () => {
  await installReaders();
  out = await mkdtemp(join(tmpdir(), "retort-readers-mpnet-"));
  vi.spyOn(console, "log").mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation(() => {});
  const golden = fileURLToPath(new URL("../golden/imported-models/mpnet-intents", import.meta.url));
  await importFolder(golden, { id: "mpnet", storage: "f32", out });
  vi.restoreAllMocks();
  artefact = await soundArtefact(join(out, "mpnet"));
  const opened = await openArtefact(artefact);
  const encodings = INPUTS.map((input) =>
    opened.tokenizer.encode(input.text, "pair" in input ? input.pair : undefined),
  );
  const logits = await opened.run(encodings);
  await opened.close();
  ours = encodings.map(({ ids, typeIds }, i) => ({ ids, types: typeIds, logits: [...logits[i]!] }));
});
afterAll(() => rm(out, { recursive: true }));

const tokensOf = (read: readonly { ids: number[]; types: number[] }[]) =>
  read.map(({ ids, types }) => ({ ids, types }));
const job = () => ({ folder: artefact.folder, max_length: artefact.card.max_length, inputs: INPUTS });

function expectOurs(theirs: readonly ReadLogits[]) {
  expect(tokensOf(theirs)).toEqual(tokensOf(ours));
  for (const [i, { logits }] of theirs.entries())
    for (const [k, logit] of logits.entries()) expect(Math.abs(logit - ours[i]!.logits[k]!)).toBeLessThan(1e-4);
}

test("onnxruntime and transformers' tokenizer read pairs and single texts as we do", async () => {
  const [onnxruntime] = await readInPython([{ reader: "onnxruntime", ...job() }]);
  expectOurs(onnxruntime!);
  const [transformers] = await readInPython([{ reader: "transformers", ...job() }]);
  expect(transformers).toEqual(tokensOf(ours));
});

test("transformers.js reads those that fit as we do", async () => {
  const fits = INPUTS.map((_, i) => ours[i]!.ids.length < artefact.card.max_length);
  const inputs = INPUTS.filter((_, i) => fits[i]);
  const [script] = await readInTransformersJs([{ folder: artefact.folder, task: "text-classification", inputs }]);
  const kept = ours.filter((_, i) => fits[i]);
  expect(kept.length).toBeGreaterThan(8);
  expect(tokensOf(script!)).toEqual(tokensOf(kept));
  for (const [i, { logits }] of script!.entries())
    for (const [k, logit] of logits.entries()) expect(Math.abs(logit - kept[i]!.logits[k]!)).toBeLessThan(1e-4);
});

test.runIf(hasTorch)("transformers' MPNetModel computes the encoder by the lines in the document", async () => {
  const text = await readFile(new URL("../../docs/readers.md", import.meta.url), "utf8");
  const blocks = [...text.matchAll(/```python\n(.*?)```/gs)].map(([, code]) => code!);
  const lines = blocks.find((code) => code.includes("MPNetModel"))!;
  const head = `${blocks.find((code) => code.includes("bert.pooler.dense"))!.split("\n")[0]}
logits = torch.tanh(first) @ weights["classifier.weight"].T + weights["classifier.bias"]`;
  const { text: first } = INPUTS[0]!;
  const given = `folder, text = ${JSON.stringify(artefact.folder)}, ${JSON.stringify(first)}`;
  const answer = await runLines({ python: `${given}\n${lines}\n${head}\nprint(logits.tolist())`, cwd: out });
  const [[...theirs]] = JSON.parse(answer) as [number[]];
  for (const [k, logit] of theirs.entries()) expect(logit).toBeCloseTo(ours[0]!.logits[k]!, 4);
  const loaded = await readInPython([
    { reader: "load", ...job(), classes: ["AutoModel", "AutoModelForSequenceClassification"] },
  ]);
  for (const { error } of Object.values(loaded[0]!)) expect(error).toMatch(/no file named/);
});
