import { expect, test } from "vitest";
import { tinyArtefact } from "../../test/fixtures/tiny-artefact.ts";
import { cardMisfit, fileFlaw, openTokenizer, readCard } from "./artefact-check.ts";
import type { Card } from "./card.ts";
import { sha256, versionOf } from "./digest.ts";
import { CARD_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "./keys.ts";

const files = await tinyArtefact();
const cardBytes = files[CARD_FILE]!;
const version = await versionOf(cardBytes);
const json = JSON.parse(new TextDecoder().decode(cardBytes));
const card: Card = json;
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

test("an artefact that was just exported has no flaw", async () => {
  expect(await readCard(cardBytes, CARD_FILE, { id: "tiny-teacher", version })).toEqual({ kind: "card", card: json });
  for (const name of Object.keys(card.files)) expect(await fileFlaw(card, name, files[name])).toBeUndefined();
  expect(openTokenizer(card, files[TOKENIZER_FILE]!)).toMatchObject({ kind: "tokenizer" });
});

test.each<[string, Uint8Array, string]>([
  ["no JSON", new TextEncoder().encode("{"), "k is not a card: it is not JSON"],
  ["no UTF-8", Uint8Array.of(0xff), "k is not a card: it is not JSON"],
  ["no card", bytesOf({ ...json, bytes: "many" }), "k is not a card: bytes: expected a number"],
  ["a card with an unknown field", bytesOf({ ...json, colour: 1 }), "k is not a card: has the unknown key colour"],
  [
    "a card that lists itself",
    bytesOf({ ...json, files: { ...json.files, [CARD_FILE]: json.files[WEIGHTS_FILE] } }),
    "k lists itself",
  ],
  [
    "a card without weights",
    bytesOf({ ...json, files: { ...json.files, [WEIGHTS_FILE]: undefined } }),
    "k lists no weights.safetensors",
  ],
])("%s is damage", async (_, bytes, reason) => {
  expect(await readCard(bytes, "k")).toEqual({ kind: "damaged", reason });
});

test("a card must be that of the id and version it was looked up by", async () => {
  expect(await readCard(cardBytes, "k", { id: "other", version })).toEqual({
    kind: "damaged",
    reason: "k is the card of tiny-teacher",
  });
  expect(await readCard(cardBytes, "k", { id: "tiny-teacher", version: "0123456789ab" })).toEqual({
    kind: "damaged",
    reason: `k has the digest ${version}, not 0123456789ab`,
  });
});

test("bytes that are missing, too few, changed, or that the card is wrong about are told", async () => {
  const weights = files[WEIGHTS_FILE]!;
  const flaw = (bytes: Uint8Array | null, of = card) => fileFlaw(of, WEIGHTS_FILE, bytes, "k");
  expect(await flaw(null)).toBe("k is missing");
  expect(await flaw(weights.slice(0, -1))).toBe(`k has ${weights.length - 1} bytes, its card says ${weights.length}`);
  const changed = weights.map((byte, i) => (i === 0 ? byte ^ 1 : byte)); // the header's length
  const digest = await sha256(changed);
  expect(await flaw(changed)).toBe(`k has the sha256 ${digest}, its card says ${card.files[WEIGHTS_FILE]!.sha256}`);
  const listed = { ...card, files: { ...card.files, [WEIGHTS_FILE]: { sha256: digest, bytes: weights.length } } };
  expect(await flaw(changed, listed)).toBe("k: Not a valid safetensors file: its header is not JSON");
  expect(await flaw(weights, { ...card, bytes: 1 })).toBe(`its card says bytes: 1, but k has ${weights.length}`);
});

test("a tokenizer that is none, or not this model's, is unusable and says why", () => {
  expect(openTokenizer(card, new TextEncoder().encode("{}"))).toMatchObject({
    kind: "unusable",
    reason: expect.stringMatching(/^tokenizer\.json is unusable: tokenizer\.json is not a BERT tokenizer/),
  });
  const long = { ...card, max_length: 65 };
  const reason = "texts may have 65 tokens, but the position table has 64 rows";
  expect(openTokenizer(long, files[TOKENIZER_FILE]!)).toEqual({ kind: "unusable", reason });
  const opened = openTokenizer(card, files[TOKENIZER_FILE]!);
  if (opened.kind !== "tokenizer") throw new Error(opened.reason);
  expect(cardMisfit(long, opened.tokenizer)).toBe(reason);
});
