import { expect, test } from "vitest";
import { modelKey, predictionsKey, shardKey, suiteRowsKey } from "./keys.ts";

test("keys lie where the bucket's layout says", () => {
  expect(modelKey("sst2-teacher", "0123456789ab", "card.json")).toBe("models/sst2-teacher/0123456789ab/card.json");
  expect(suiteRowsKey("glue/sst2", "c0ffee")).toBe("suites/glue/sst2/c0ffee.ndjson");
  expect(predictionsKey("run-1")).toBe("runs/run-1/predictions.ndjson");
});

test("shards sort by number when listed by name", () => {
  const numbers = [0, 9, 10, 99, 100, 12345];
  const keys = numbers.map((n) => shardKey("run-1", n));
  expect(keys[0]).toBe("runs/run-1/shards/00000.ndjson");
  expect([...keys].sort()).toEqual(keys);
});
