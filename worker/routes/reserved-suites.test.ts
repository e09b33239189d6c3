/** Names that come with the project stand for known rows; other names belong to the key that came first. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { suiteRowsKey } from "../../r2-assets/format/keys.ts";
import { canonicalRows } from "../../r2-assets/format/rows.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { runStore } from "../storage/run-store.ts";
import { suiteStore } from "../storage/suite-store.ts";
import { ask, expectJson, ndjson, putSuite } from "../test/api.ts";
import { putRun, rowsOf } from "../test/recorded-runs.ts";

/** A model that no other test publishes: the manifest of theirs is believed for two seconds, and a version that is not current has no place. */
const OF_OWN = { model: "reserved-teacher" };

let [key, otherKey] = ["", ""];
beforeEach(async () => {
  const made = (name: string) => expectJson(201, ask("/v1/keys", { body: { name, scopes: ["write"] } }));
  [key, otherKey] = [(await made("one")).key, (await made("other")).key];
});

describe("a suite that comes with the project", () => {
  const rows = rowsOf("npnp");
  const path = "glue/sst2";
  let bundled: SuiteInfo;

  /** As a clone knows it: described, with a recorded run, without rows. */
  beforeEach(async () => {
    bundled = {
      ...{ id: path, task: "text-classification", labels: ["negative", "positive"], rows: 4 },
      ...{ metrics: ["accuracy"], licence: "of its own", source: "the clone", visibility: "public" },
      sha256: await sha256(canonicalRows("classification", rows)),
    };
    await suiteStore(env.DB).put(bundled, "absent");
    await suiteStore(env.DB).bundle(bundled);
    const record = await putRun("run-recorded", bundled, "npnp", "nppp", OF_OWN);
    await runStore(env.DB).put(record, { bundled: true });
  });
  /** Whose figures the leaderboard shows. */
  const isBoard = async (...runs: string[]) => {
    const { rows } = await expectJson(200, ask(`/v1/leaderboard?suite=${path}`));
    const shown = rows.flatMap(({ scores }: { scores: Record<string, { run: string }> }) => scores[path]?.run ?? []);
    expect(shown).toEqual(runs);
  };

  test("takes its own rows from any key, and no others", async () => {
    const others = await expectJson(409, putSuite(path, rowsOf("np"), { key }));
    expect(others).toMatchObject({
      type: "suite-reserved",
      detail: expect.stringMatching(/^glue\/sst2 comes with Retort/),
    });
    expect(await expectJson(200, ask(`/v1/suites/${path}`))).toEqual({ ...bundled, status: "absent" });
    expect(await env.BUCKET.list({ prefix: "suites/glue/sst2/" })).toMatchObject({ objects: [] });
    expect(await expectJson(200, putSuite(path, rows, { key }))).toMatchObject({
      status: "ready",
      sha256: bundled.sha256,
    });
    await isBoard("run-recorded");
  });

  test.each(["visibility=scored-only", "metrics=ece", "licence=mine", "other_rows=true"])(
    "does not let a key that may write say %s",
    async (said) => {
      expect((await expectJson(403, putSuite(`${path}?${said}`, rows, { key }))).type).toBe("suite-reserved");
    },
  );

  test("takes other rows from an admin who says so, and DELETE brings back what came", async () => {
    expect((await expectJson(409, putSuite(`${path}?other_rows=false`, rowsOf("np"), {}))).type).toBe("suite-reserved");
    const other = await expectJson(200, putSuite(path, rowsOf("np")));
    await putRun("run-added", other, "np", "np", OF_OWN);
    await isBoard("run-added");
    expect((await ask(`/v1/suites/${path}`, { method: "DELETE" })).status).toBe(204);
    expect(await expectJson(200, ask(`/v1/suites/${path}`))).toEqual({ ...bundled, status: "absent" });
    await expectJson(404, ask("/v1/runs/run-added"));
    await isBoard("run-recorded");
  });

  test("keeps rows that came with it when others take its name, and when it is deleted", async () => {
    const own = suiteRowsKey(path, bundled.sha256);
    await env.BUCKET.put(own, canonicalRows("classification", rows));
    await suiteStore(env.DB).mark(path, "ready");
    await expectJson(200, putSuite(path, rowsOf("np")));
    expect(await env.BUCKET.head(own)).not.toBeNull();
    await ask(`/v1/suites/${path}`, { method: "DELETE" });
    expect(await expectJson(200, ask(`/v1/suites/${path}`))).toMatchObject({ status: "ready", sha256: bundled.sha256 });
  });

  test("is known where nothing of it is here, and takes its own rows or an admin's", async () => {
    const own = ndjson([{ id: "1", text_a: "a", text_b: "b", label: 0 }]);
    expect((await expectJson(409, putSuite("glue/rte", own, { key }))).type).toBe("suite-reserved");
    expect(await expectJson(200, ask("/v1/suites/glue/rte"))).toMatchObject({ status: "absent", rows: 277 });
    await expectJson(201, putSuite("glue/rte", own));
  });
});

describe("a suite of someone's own", () => {
  test("is replaced by its key and by an admin, by no other", async () => {
    await expectJson(201, putSuite("own/films", rowsOf("np"), { key }));
    const refused = await expectJson(403, putSuite("own/films", rowsOf("pp"), { key: otherKey }));
    expect(refused).toMatchObject({ type: "suite-owned", detail: expect.stringContaining("another API key") });
    await expectJson(200, putSuite("own/films", rowsOf("pn"), { key }));
    await expectJson(200, putSuite("own/films", rowsOf("nn")));
    await expectJson(200, putSuite("own/films", rowsOf("np"), { key })); // an admin's upload takes it from nobody
    await expectJson(403, putSuite("own/films", rowsOf("np"), { key: otherKey }));
  });

  test("is free again once it is deleted", async () => {
    await expectJson(201, putSuite("own/films", rowsOf("np"), { key }));
    await ask("/v1/suites/own/films", { method: "DELETE" });
    await expectJson(201, putSuite("own/films", rowsOf("np"), { key: otherKey }));
  });
});
