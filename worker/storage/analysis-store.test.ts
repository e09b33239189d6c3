import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { putRun } from "../test/recorded-runs.ts";
import { analysisStore } from "./analysis-store.ts";

const SUITE = { id: "own/films", sha256: "a".repeat(64) };

/** A computation that counts how often it ran. */
function counted() {
  let runs = 0;
  return async () => ({ computed: ++runs });
}

test("computed once for the same question and runs", async () => {
  const store = analysisStore(env.DB);
  const compute = counted();
  expect(await store.once({ what: "mean", runs: ["run-a", "run-b"] }, compute)).toEqual({ computed: 1 });
  expect(await store.once({ what: "mean", runs: ["run-a", "run-b"] }, compute)).toEqual({ computed: 1 });
  expect(await store.once({ what: "mean", runs: ["run-b", "run-a"] }, compute)).toEqual({ computed: 2 });
  expect(await store.once({ what: "sum", runs: ["run-a", "run-b"] }, compute)).toEqual({ computed: 3 });
  const newer = analysisStore(env.DB, "next release");
  expect(await newer.once({ what: "mean", runs: ["run-a", "run-b"] }, compute)).toEqual({ computed: 4 });
});

test("forgotten when a run is put again or deleted, and then alone", async () => {
  const store = analysisStore(env.DB);
  const [ofA, ofB] = [counted(), counted()];
  const ask = async () => [
    await store.once({ what: "mean", runs: ["run-a"] }, ofA),
    await store.once({ what: "mean", runs: ["run-b"] }, ofB),
  ];
  await putRun("run-a", SUITE, "np", "np");
  await ask();
  await putRun("run-a", SUITE, "np", "nn");
  expect(await ask()).toEqual([{ computed: 2 }, { computed: 1 }]);
  await env.DB.prepare("DELETE FROM runs WHERE id = 'run-a'").run();
  expect(await ask()).toEqual([{ computed: 3 }, { computed: 1 }]);
});
