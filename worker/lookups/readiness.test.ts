import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { CARD_FILE, MANIFEST_KEY, modelKey, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { modelStoreOf } from "../runtime/models.ts";
import { sleep } from "../runtime/turns.ts";
import { publishAs, tinyFiles } from "../test/artefacts.ts";
import { readiness } from "./readiness.ts";

/** The test's bucket as one that nobody has seen yet; `before` is done before each read. */
function watched(before: (key: string) => Promise<void> = async () => {}) {
  const reads: string[] = [];
  const bucket = new Proxy(env.BUCKET, {
    get(target, name) {
      if (name !== "get") return Reflect.get(target, name).bind(target);
      return async (key: string) => {
        reads.push(key);
        await before(key);
        return target.get(key);
      };
    },
  });
  return { place: { ...env, BUCKET: bucket }, reads };
}

/** Models by the order of their sizes. */
const [SMALL, LARGE] = ["tiny-student", "tiny-teacher"] as const;
/** Tests of other files leave models warm: what must be read here has a name of its own. */
const named = (name: "student" | "teacher", id: string) => {
  const files = tinyFiles(name);
  const card = { ...JSON.parse(new TextDecoder().decode(files[CARD_FILE])), id };
  return { ...files, [CARD_FILE]: new TextEncoder().encode(JSON.stringify(card)) };
};
const publishSmall = (id: string = SMALL) => publishAs(id, named("student", id));

test("an empty bucket is not ready, and says so", async () => {
  expect(await readiness(watched().place)).toEqual({ ready: false, reason: "The bucket holds no model." });
});

test("the smallest model is asked once; afterwards nothing but the manifest is read", async () => {
  await publishAs(LARGE, tinyFiles("teacher"));
  const version = await publishSmall();
  const { place, reads } = watched();
  const answers = await Promise.all([readiness(place), readiness(place), readiness(place)]);
  for (const answer of answers) expect(answer).toEqual({ ready: true, model: `${SMALL}@${version}` });
  const before = reads.filter((key) => key !== MANIFEST_KEY).length;
  expect(await readiness(place)).toEqual({ ready: true, model: `${SMALL}@${version}` });
  expect(reads.filter((key) => key !== MANIFEST_KEY)).toHaveLength(before);
});

test("after a change of the manifest a model must answer again", async () => {
  const version = await publishSmall();
  const { place } = watched();
  expect(await readiness(place)).toEqual({ ready: true, model: `${SMALL}@${version}` });
  await env.BUCKET.delete(MANIFEST_KEY); // the next is one of another model alone
  const other = await publishAs("tiny-spoiled", named("teacher", "tiny-spoiled"));
  await env.BUCKET.put(modelKey("tiny-spoiled", other, WEIGHTS_FILE), "spoiled");
  await modelStoreOf(place).card("no-such-model"); // reads the manifest anew
  expect(await readiness(place)).toEqual({
    ready: false,
    reason: `tiny-spoiled@${other} cannot answer: it is damaged.`,
  });
});

test("a damaged smallest model takes no others down", async () => {
  const large = await publishAs(LARGE, tinyFiles("teacher"));
  const version = await publishSmall("tiny-damaged");
  await env.BUCKET.put(modelKey("tiny-damaged", version, WEIGHTS_FILE), "spoiled");
  const { place } = watched();
  expect(await readiness(place)).toEqual({ ready: true, model: `${LARGE}@${large}` });
});

test("a damaged manifest, and a bucket that fails, are reasons", async () => {
  await env.BUCKET.put(MANIFEST_KEY, "{");
  expect(await readiness(watched().place)).toMatchObject({ ready: false, reason: expect.stringContaining("manifest") });
  const failing = watched(async () => {
    throw new Error("R2 is down");
  });
  expect(await readiness(failing.place)).toEqual({ ready: false, reason: "The bucket could not be read." });
});

test("a model that loads for longer than three seconds is waited for no longer, and found when it is there", async () => {
  // Under another name: nothing of it is warm.
  const version = await publishSmall("tiny-far");
  const { place } = watched((key) => (key.endsWith(WEIGHTS_FILE) ? sleep(4_000) : Promise.resolve()));
  expect(await readiness(place)).toEqual({ ready: false, reason: "The smallest model is still loading." });
  await expect.poll(() => readiness(place)).toEqual({ ready: true, model: `tiny-far@${version}` });
});
