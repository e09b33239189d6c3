import { expect, test } from "vitest";
import type { ModelSummary } from "../../api/models.ts";
import { familiesOf, firstChoice } from "./families.ts";

const model = (id: string, trained_on: string, bytes: number, teacher: string | null = null): ModelSummary => ({
  ...{ id, version: "0123456789ab", task: "text-classification", trained_on, subset: null, method: "kd", teacher },
  ...{ taught_by_answers_of: [], labels: ["no", "yes"], parameters: bytes, bytes, compression: null },
  ...{ runtimes: ["engine"], max_length: 128, results: [] },
});

test("a family has its teacher first, and students from the largest on", () => {
  const [sst2, other] = familiesOf([
    model("small", "glue/sst2", 10, "big"),
    model("alone", "glue/rte", 99, "elsewhere"),
    model("big", "glue/sst2", 100),
    model("middle", "glue/sst2", 50, "big"),
  ]);
  expect(sst2).toMatchObject({ trainedOn: "glue/sst2", teacher: { id: "big" } });
  expect(sst2!.models.map(({ id }) => id)).toEqual(["big", "middle", "small"]);
  expect(other).toMatchObject({ trainedOn: "glue/rte", teacher: null });
});

test("of many students some are asked at first, the largest and the smallest among them", () => {
  const students = [10, 20, 30, 40, 50, 60, 70].map((bytes) => model(`s${bytes}`, "glue/sst2", bytes, "big"));
  const [family] = familiesOf([model("big", "glue/sst2", 100), ...students]);
  expect(firstChoice(family!)).toEqual(["big", "s70", "s50", "s30", "s10"]);
  expect(firstChoice({ ...family!, teacher: null, models: students.slice(0, 2) })).toEqual(["s10", "s20"]);
});
