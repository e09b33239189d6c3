import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { CARD_FILE, MANIFEST_KEY, modelKey, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { putModel } from "../../test/fixtures/put-model.ts";
import { tinyFiles } from "../test/artefacts.ts";
import { modelStore } from "./model-store.ts";

const ID = "tiny-teacher";
const text = (value: string) => new TextEncoder().encode(value);

/** Two versions of it. */
const artefact = tinyFiles("teacher");
const other = {
  ...artefact,
  [CARD_FILE]: text(new TextDecoder().decode(artefact[CARD_FILE]).replace("Random weights", "Other random weights")),
};

/** Its manifest is read anew each time. */
const stored = async () => ({
  store: modelStore(env.BUCKET, { manifestTtlMs: 0 }),
  version: await putModel(env.BUCKET, ID, artefact),
});

test("an id never stored is missing, not an error", async () => {
  const store = modelStore(env.BUCKET);
  expect(await store.get(ID)).toEqual({ kind: "missing" });
  expect(await store.card(ID)).toEqual({ kind: "missing" });
  expect(await store.list()).toEqual({ kind: "found", models: [] });
});

test("names that every JavaScript object has are missing like any other", async () => {
  const { store } = await stored();
  expect(await store.get("constructor")).toEqual({ kind: "missing" });
});

test("an artefact comes back unchanged, under the version that its card names", async () => {
  const { store, version } = await stored();
  const found = await store.get(ID);
  expect(found).toMatchObject({ kind: "found", version });
  if (found.kind !== "found") return;
  expect(found.files[WEIGHTS_FILE]).toEqual(artefact[WEIGHTS_FILE]);
  expect(found.files[TOKENIZER_FILE]).toEqual(artefact[TOKENIZER_FILE]);
  expect(found.card).toEqual(JSON.parse(new TextDecoder().decode(artefact[CARD_FILE])));
});

test("the newest put is current; the one before is still found by its version", async () => {
  const { store, version } = await stored();
  const newer = await putModel(env.BUCKET, ID, other);
  expect(newer).not.toBe(version);
  expect(await store.card(ID)).toMatchObject({ kind: "found", version: newer });
  expect(await store.card(ID, version)).toMatchObject({ kind: "found", version });
  expect(await store.list()).toEqual({ kind: "found", models: [{ id: ID, version: newer }] });
});

test("a release made by someone else is seen once the manifest's time is over, a new version at once", async () => {
  const { version } = await stored();
  const slow = modelStore(env.BUCKET, { manifestTtlMs: 60_000 });
  const quick = modelStore(env.BUCKET, { manifestTtlMs: 0 });
  expect(await slow.card(ID)).toMatchObject({ version });
  expect(await quick.card(ID)).toMatchObject({ version });
  const newer = await putModel(env.BUCKET, ID, other);
  expect(await quick.card(ID)).toMatchObject({ version: newer });
  expect(await slow.card(ID)).toMatchObject({ version });
  expect(await slow.card(ID, newer)).toMatchObject({ kind: "found", version: newer });
});

test("files that no release ever named are missing, even where they lie in the bucket", async () => {
  const { version } = await stored();
  await env.BUCKET.put(modelKey(ID, "0123456789ab", CARD_FILE), artefact[CARD_FILE]!);
  expect(await modelStore(env.BUCKET).card(ID, "0123456789ab")).toEqual({ kind: "missing" });
  expect(await modelStore(env.BUCKET).card(ID, version)).toMatchObject({ kind: "found" });
});

test("truncated weights are damaged, and say how", async () => {
  const { version } = await stored();
  const whole = artefact[WEIGHTS_FILE]!;
  await env.BUCKET.put(modelKey(ID, version, WEIGHTS_FILE), whole.slice(0, -1));
  expect(await modelStore(env.BUCKET).get(ID)).toEqual({
    kind: "damaged",
    reason: `models/${ID}/${version}/weights.safetensors has ${whole.length - 1} bytes, its card says ${whole.length}`,
  });
});

test("a single changed bit is damage", async () => {
  const { version } = await stored();
  const changed = artefact[WEIGHTS_FILE]!.slice();
  changed[changed.length - 1]! ^= 1;
  await env.BUCKET.put(modelKey(ID, version, WEIGHTS_FILE), changed);
  expect(await modelStore(env.BUCKET).get(ID)).toMatchObject({
    kind: "damaged",
    reason: expect.stringMatching(/weights\.safetensors has the sha256 [0-9a-f]{64}, its card says [0-9a-f]{64}$/),
  });
});

test("a card that does not have its version's digest is damaged", async () => {
  const { version } = await stored();
  const card = text(`${new TextDecoder().decode(artefact[CARD_FILE])} `);
  await env.BUCKET.put(modelKey(ID, version, CARD_FILE), card);
  expect(await modelStore(env.BUCKET).card(ID)).toMatchObject({
    kind: "damaged",
    reason: expect.stringMatching(new RegExp(`card\\.json has the digest [0-9a-f]{12}, not ${version}$`)),
  });
});

test("a card under its own digest that is no card, or another model's, is damaged", async () => {
  const { store } = await stored();
  await putModel(env.BUCKET, ID, { ...artefact, [CARD_FILE]: text("{}") });
  expect(await store.get(ID)).toMatchObject({
    kind: "damaged",
    reason: expect.stringContaining("is not a card: format"),
  });
  await putModel(env.BUCKET, ID, { ...artefact, [CARD_FILE]: text("{") });
  expect(await store.get(ID)).toMatchObject({ kind: "damaged", reason: expect.stringContaining("it is not JSON") });
  await putModel(env.BUCKET, "tiny-other", artefact);
  expect(await store.get("tiny-other")).toMatchObject({
    kind: "damaged",
    reason: expect.stringContaining("is the card of tiny-teacher"),
  });
});

test("a manifest that is none damages every model until it is written again", async () => {
  const { version } = await stored();
  const manifest = await (await env.BUCKET.get(MANIFEST_KEY))!.arrayBuffer();
  const store = modelStore(env.BUCKET, { manifestTtlMs: 0 });
  await env.BUCKET.put(MANIFEST_KEY, manifest.slice(0, -20));
  expect(await store.get(ID)).toMatchObject({ kind: "damaged" });
  expect(await store.list()).toMatchObject({ kind: "damaged" });
  await env.BUCKET.put(MANIFEST_KEY, manifest);
  expect(await store.get(ID)).toMatchObject({ kind: "found", version });
});
