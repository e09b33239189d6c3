/** What the package has in zod's place gives zod's verdicts, words and outputs, on published files and on what becomes of them member by member. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../cli/project-root.ts";
import { createRandom } from "../../eval/statistics/random.ts";
import { BertTokenizerFile } from "../../r2-assets/format/bert-tokenizer-file.ts";
import { Card } from "../../r2-assets/format/card.ts";
import { firstIssue } from "../../r2-assets/format/issue-sentences.ts";
import { UnigramTokenizerFile } from "../../r2-assets/format/unigram-tokenizer-file.ts";

const require = createRequire(import.meta.url);
const { build }: typeof import("esbuild") = createRequire(require.resolve("wrangler/package.json"))("esbuild");

const withZod = { Card, BertTokenizerFile, UnigramTokenizerFile, firstIssue };
type Schemas = typeof withZod;
type Name = Exclude<keyof Schemas, "firstIssue">;

let folder: string;
let small: Schemas;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-schemas-"));
  const outfile = join(folder, "schemas.mjs");
  const files = ["card", "bert-tokenizer-file", "unigram-tokenizer-file", "issue-sentences"];
  await build({
    stdin: {
      contents: files.map((name) => `export * from "./r2-assets/format/${name}.ts";`).join("\n"),
      resolveDir: projectRoot,
    },
    ...{ bundle: true, format: "esm", outfile },
    alias: { zod: join(projectRoot, "packages/engine/src/small-zod/index.ts") },
  });
  small = await import(pathToFileURL(outfile).href);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function verdict(schemas: Schemas, name: Name, value: unknown): unknown {
  const parsed = schemas[name].safeParse(value);
  return parsed.success ? { output: parsed.data } : { words: schemas.firstIssue(parsed.error) };
}
function expectSame(name: Name, value: unknown): void {
  const [ours, zods] = [verdict(small, name, value), verdict(withZod, name, value)];
  if (JSON.stringify(ours) === JSON.stringify(zods)) return; // an expectation takes longer than both
  expect(ours, JSON.stringify(value).slice(0, 300)).toEqual(zods);
}

const read = async (path: string) => JSON.parse(await readFile(join(projectRoot, "r2-assets", path), "utf8"));

/** With a vocabulary of a few pieces, so that thousands of it are read soon. */
async function tokenizer(file: string): Promise<unknown> {
  const json = await read(`tokenizers/${file}.json`);
  const { vocab } = json.model;
  json.model.vocab = Array.isArray(vocab) ? vocab.slice(0, 4) : Object.fromEntries(Object.entries(vocab).slice(0, 4));
  json.added_tokens = json.added_tokens.slice(0, 2);
  return json;
}

const FILES: [Name, () => Promise<unknown>][] = [
  ["Card", () => read("models/sst2-teacher/card.json")],
  ["Card", () => read("models/sst2-kronecker-19x/card.json")],
  ["Card", () => read("models/sst2-svd-19x/card.json")],
  ["Card", () => read("models/snips-xtremedistil/card.json")],
  ["Card", () => severalLabels()],
  ["Card", () => calibrated()],
  ["BertTokenizerFile", () => tokenizer("0d6904e8c050")],
  ["UnigramTokenizerFile", () => tokenizer("df6ebc407085")],
];

/** No published model has thresholds yet. */
const severalLabels = async (): Promise<object> => {
  const { calibration: _, ...card } = await read("models/sst2-kronecker-19x/card.json");
  return { ...card, task: "multi-label-classification", thresholds: [0.25, 0.75] };
};

const calibrated = async (): Promise<object> => ({
  ...(await read("models/sst2-kronecker-19x/card.json")),
  calibration: {
    ...{ temperature: 1.5, fitted_on: "dev of sst2", rows: 872 },
    ...{ nll: { before: 0.4, after: 0.3 }, ece: { before: 0.1, after: 0.02 } },
    selective: [
      { min_score: 0, coverage: 1, accuracy: 0.9 },
      { min_score: 1, coverage: 0, accuracy: null },
    ],
  },
});

const OTHERS = [undefined, null, true, 0, -1, 1.5, 2 ** 60, "", "x", "x".repeat(200), "score", [], [1], {}, { x: 1 }];

type Place = (string | number)[];

/** Every member of a value, and of its members. */
const placesIn = (value: unknown): Place[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([key, member]) => [[key], ...placesIn(member).map((place) => [key, ...place])]);

const isIn = (value: unknown, [key, ...rest]: Place): boolean =>
  key === undefined ||
  (typeof value === "object" && value !== null && Object.hasOwn(value, key) && isIn((value as never)[key], rest));

/** A copy with another value in a place; undefined: without that member. */
function changed(value: unknown, [key, ...rest]: Place, to: unknown): unknown {
  if (key === undefined) return to;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = changed(copy[key], rest, to);
  if (rest.length === 0 && to === undefined) delete copy[key];
  return JSON.parse(JSON.stringify(copy));
}

test.each(FILES)("%s %#: any member another, left out, or one more", async (name, file) => {
  const sound = await file();
  expect(verdict(withZod, name, sound)).toHaveProperty("output");
  expectSame(name, sound);
  for (const value of OTHERS.slice(1)) expectSame(name, value);
  for (const place of placesIn(sound)) {
    for (const value of OTHERS) expectSame(name, changed(sound, place, value));
    expectSame(name, changed(sound, [...place.slice(0, -1), "unknown"], "x"));
  }
});

test.each(FILES)("%s %#: several members at once", async (name, file) => {
  const sound = await file();
  const random = createRandom(17);
  const draw = <T>(from: readonly T[]): T => from[Math.floor(random.unit() * from.length)]!;
  const places = placesIn(sound);
  for (let i = 0; i < 200; i++) {
    let value = sound;
    for (let k = 0; k < 3; k++) {
      const place = draw(places);
      if (isIn(value, place)) value = changed(value, place, draw(OTHERS));
    }
    expectSame(name, value);
  }
});
