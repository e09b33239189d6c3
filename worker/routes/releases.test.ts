/** Releases and rollbacks while requests and evaluations run. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, MANIFEST_KEY, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publishAs, tinyFiles } from "../test/artefacts.ts";
import { get, post } from "../test/requests.ts";

const ID = "tiny-teacher";

/** The tiny teacher with its output layer's weights swapped in sign, and a card that says so. */
async function otherTeacher(): Promise<Record<string, Uint8Array>> {
  const files = tinyFiles("teacher");
  const weights = files[WEIGHTS_FILE]!.slice();
  const header = new DataView(weights.buffer).getUint32(0, true);
  const tensors = JSON.parse(new TextDecoder().decode(weights.subarray(8, 8 + header)));
  const [, { data_offsets }] = Object.entries<{ data_offsets: [number, number] }>(tensors).find(
    ([name]) => name.startsWith("classifier") && name.endsWith("weight"),
  )!;
  const [from, to] = data_offsets.map((offset) => 8 + header + offset) as [number, number];
  for (let at = from + 3; at < to; at += 4) weights[at]! ^= 0x80; // the sign of a little-endian float
  const card = JSON.parse(new TextDecoder().decode(files[CARD_FILE]));
  card.files[WEIGHTS_FILE].sha256 = await sha256(weights);
  return { ...files, [WEIGHTS_FILE]: weights, [CARD_FILE]: new TextEncoder().encode(JSON.stringify(card)) };
}

/** Both versions, the second current; `makeCurrent` is a release as well as a rollback: one write of the manifest. */
async function twoVersions() {
  const versions = [await publishAs(ID, tinyFiles("teacher")), await publishAs(ID, await otherTeacher())] as const;
  const manifest = (await (await env.BUCKET.get(MANIFEST_KEY))!.json()) as {
    models: Record<string, { current: string; versions: string[] }>;
  };
  const makeCurrent = async (version: string) => {
    manifest.models[ID]!.current = version;
    await env.BUCKET.put(MANIFEST_KEY, JSON.stringify(manifest));
  };
  return { versions, makeCurrent };
}

const WORDS = "a warm funny film but the story was slow and never moving".split(" ");
const TEXTS = WORDS.map((_, i) => WORDS.slice(0, 1 + i).join(" "));

test("releases and rollbacks while requests run: each answer is that of the version it names, alone", async () => {
  const { versions, makeCurrent } = await twoVersions();
  const right = new Map<string, string>();
  for (const version of versions)
    for (const [i, inputs] of TEXTS.entries()) {
      const answer = await post(`/models/${ID}@${version}`, { inputs: [inputs, "fine", inputs] });
      right.set(`${ID}@${version} ${i}`, await answer.text());
    }
  expect(new Set(right.values()).size).toBe(2 * TEXTS.length);

  const seen = new Map<string, number>();
  let released = 0;
  let over = false;
  const client = async (k: number) => {
    for (let n = k; !over; n++) {
      const i = n % TEXTS.length;
      const answer = await post(`/models/${ID}`, { inputs: [TEXTS[i], "fine", TEXTS[i]] });
      const name = answer.headers.get("x-retort-model")!;
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe(right.get(`${name} ${i}`));
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
  };
  const clients = Array.from({ length: 8 }, (_, k) => client(k));
  const releases = (async () => {
    for (; released < 4; released++) {
      const version = versions[released % 2]!;
      await makeCurrent(version);
      await get(`/v1/models/${ID}@000000000000`); // is not known, so the manifest is read anew
      const before = seen.get(`${ID}@${version}`) ?? 0;
      await expect.poll(() => seen.get(`${ID}@${version}`) ?? 0).toBeGreaterThan(before + 8);
    }
    over = true;
  })();
  await Promise.all([releases, ...clients]);
  expect(seen.size).toBe(2);
  expect(released).toBe(4);
});

test("an evaluation keeps the version that it began with across a release", async () => {
  const { versions, makeCurrent } = await twoVersions();
  const rows = Array.from({ length: 300 }, (_, i) => ({
    id: `row-${String(i).padStart(3, "0")}`,
    text_a: TEXTS[i % 12]!,
    label: i % 2 === 0 ? "negative" : "positive",
  }));
  await expectJson(201, putSuite("own/films", rows));
  const evaluated = async (during: () => Promise<void>) => {
    const { id } = await expectJson(202, ask("/v1/evals", { body: { model: ID, suite: "own/films" } }));
    await during();
    await expect.poll(() => expectJson(200, ask(`/v1/evals/${id}`))).toMatchObject({ status: "complete" });
    const { model, version } = await expectJson(200, ask(`/v1/runs/${id}`));
    return { name: `${model}@${version}`, predictions: await (await ask(`/v1/runs/${id}/predictions`)).text() };
  };
  const alone = await evaluated(async () => {});
  const [first, second] = versions;
  const released = await evaluated(async () => {
    await makeCurrent(first);
    await get(`/v1/models/${ID}@000000000000`);
    expect((await get(`/v1/models/${ID}`)).headers.get("x-retort-model")).toBe(`${ID}@${first}`);
  });
  expect(released).toEqual(alone);
  expect(alone.name).toBe(`${ID}@${second}`);
});
