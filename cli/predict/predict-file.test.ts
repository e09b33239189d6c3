import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiClient, HttpError } from "../http/client.ts";
import { predictFile } from "./predict-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-predict-"));
  await writeFile(join(folder, "texts.csv"), "text\nwell\n");
});
afterAll(() => rm(folder, { recursive: true }));

test.each(["token-classification", "question-answering", "feature-extraction"])(
  "a model of %s is refused before it is asked",
  async (task) => {
    const api = { get: async () => ({ task, labels: [], trained_on: null }) } as unknown as ApiClient;
    const asked = predictFile(api, "m", join(folder, "texts.csv"), join(folder, "out.csv"), 8, () => {});
    await expect(asked).rejects.toThrow(`m does ${task}; predict asks models that classify texts, and regressions`);
  },
);

/** A server that answers the second text by null, and refuses parameters that it is told to. */
function serving(refusal?: string) {
  const bodies: unknown[] = [];
  const api = {
    get: async () => ({ task: "text-classification", labels: ["no", "yes"], trained_on: null }),
    async send(_method: string, _path: string, { json }: { json: { inputs: string[] } }) {
      bodies.push(json);
      if (refusal !== undefined) throw new HttpError(422, refusal);
      const scores = [
        { label: "yes", score: 0.75 },
        { label: "no", score: 0.25 },
      ];
      return Response.json(
        json.inputs.map((text) => (text === "hm" ? null : scores)),
        { headers: { "x-retort-model": "m@0123456789ab" } },
      );
    },
  } as unknown as ApiClient;
  return { api, bodies };
}

test("what the model is not sure of is null in the file and counted, and what is asked besides goes along", async () => {
  const { api, bodies } = serving();
  const [file, out] = [join(folder, "unsure.csv"), join(folder, "unsure.ndjson")];
  await writeFile(file, "text\nwell\nhm\n");
  const parameters = { calibrated: true, min_score: 0.7, window: "mean" } as const;
  expect(await predictFile(api, "m", file, out, 8, () => {}, parameters)).toMatchObject({
    ...{ rows: 2, errors: 0, unanswered: 1, failed: [] },
  });
  expect(bodies).toEqual([{ inputs: ["well", "hm"], parameters }]);
  expect(
    (await readFile(out, "utf8"))
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { row: 0, model: "m@0123456789ab", label: "yes", score: 0.75, scores: { yes: 0.75, no: 0.25 } },
    { row: 1, model: "m@0123456789ab", label: null },
  ]);
});

test("parameters that the server refuses end it, and blame no row", async () => {
  const refusal = "parameters.calibrated: m has no calibration on its card";
  const { api, bodies } = serving(refusal);
  const [file, out] = [join(folder, "refused.csv"), join(folder, "refused.ndjson")];
  await writeFile(file, "text\nwell\nhm\n");
  await expect(predictFile(api, "m", file, out, 8, () => {}, { calibrated: true })).rejects.toThrow(refusal);
  expect(bodies).toHaveLength(1);
});
