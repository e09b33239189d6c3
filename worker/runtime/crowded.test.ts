/** Models that don't fit into memory together, asked at the same time. */
import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { CARD_FILE, GRAPH_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { padBatch } from "../../r2-assets/format/padded-batch.ts";
import { publishAs } from "../test/artefacts.ts";
import { post } from "../test/requests.ts";
import { engineBytes, engineHeld, pausedRuns } from "./engine-session.ts";
import type { LoadedModel } from "./loaded-model.ts";
import { getModel } from "./models.ts";

/** 22 and 17 MB: the warm have 32. */
const [TEACHER, STUDENT] = ["sst2-teacher", "sst2-pkd-skip"] as const;

async function publishWhole(id: string): Promise<void> {
  const read = async (name: string) => (await env.TEST_MODELS.fetch(`http://disk/models/${id}/${name}`)).bytes();
  const names = [CARD_FILE, GRAPH_FILE, TOKENIZER_FILE, WEIGHTS_FILE];
  await publishAs(id, Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)]))));
}

beforeEach(async () => {
  for (const id of [TEACHER, STUDENT]) await publishWhole(id);
});

async function loaded(id: string): Promise<LoadedModel> {
  const lookup = await getModel(env, id);
  if (lookup.kind !== "found") throw new Error(`${id} is ${lookup.kind}`);
  return lookup.model;
}

test("a run whose model makes way for another in every pause comes to its end, and is right", async () => {
  const teacher = await loaded(TEACHER);
  const encoding = teacher.tokenizer.encode("a warm and funny film ".repeat(20));
  const batch = padBatch([encoding], { padId: teacher.tokenizer.padId });
  const alone = await teacher.run(batch);
  let pauses = 0;
  const evicted = await teacher.run(batch, {
    async after() {
      pauses++;
      await loaded(STUDENT);
    },
  });
  expect(evicted).toEqual(alone);
  expect(pauses).toBe(1); // begun anew, it lets nobody between
  expect(pausedRuns()).toBe(0);
});

test("requests to both at once are answered as alone, and nothing is held in the end but what is warm", async () => {
  const inputs = Array.from({ length: 2 }, (_, i) => `film number ${i} ${"is a warm and funny film ".repeat(20)}`);
  const asked = async (id: string) => {
    const answer = await post(`/models/${id}`, { inputs });
    return [answer.status, await answer.text()];
  };
  const alone = [await asked(STUDENT), await asked(TEACHER)];
  const held = engineHeld();
  expect(held).toBeLessThanOrEqual(32 * 2 ** 20);
  expect(await Promise.all([STUDENT, TEACHER, STUDENT].map(asked))).toEqual([...alone, alone[0]]);
  expect([await asked(STUDENT), await asked(TEACHER)]).toEqual(alone);
  expect(pausedRuns()).toBe(0);
  expect(engineHeld()).toBeLessThanOrEqual(held);
  expect(engineBytes()).toBeLessThanOrEqual(48 * 2 ** 20);
});
