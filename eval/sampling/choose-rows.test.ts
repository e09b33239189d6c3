import { expect, test } from "vitest";
import { adler32 } from "./adler32.ts";
import { chooseRows } from "./choose-rows.ts";

const ids = Array.from({ length: 100 }, (_, i) => `row-${String(i).padStart(3, "0")}`);

test("everything, when nothing is asked", () => {
  expect(chooseRows(ids, {})).toEqual(ids.map((_, i) => i));
});

test("a sample is the rows with the smallest checksums, in the suite's order", () => {
  const chosen = chooseRows(ids, { sample: 10 });
  const worst = Math.max(...chosen.map((i) => adler32(ids[i])));
  expect(chosen).toHaveLength(10);
  expect(chosen).toEqual([...chosen].sort((x, y) => x - y));
  expect(ids.filter((id) => adler32(id) < worst)).toHaveLength(9);
});

test("a sample does not depend on the other rows' order", () => {
  const backwards = [...ids].reverse();
  const names = (list: string[]) => chooseRows(list, { sample: 7 }).map((i) => list[i]);
  expect(names(backwards).sort()).toEqual(names(ids).sort());
});

test("limit cuts what the sample left, and both may exceed the suite", () => {
  expect(chooseRows(ids, { limit: 3 })).toEqual([0, 1, 2]);
  expect(chooseRows(ids, { sample: 10, limit: 3 })).toEqual(chooseRows(ids, { sample: 10 }).slice(0, 3));
  expect(chooseRows(ids, { sample: 1000, limit: 1000 })).toHaveLength(100);
});

test("with strata a sample takes so many of each, and limit cuts what is left", () => {
  const strata = ids.map((_, i) => (i < 95 ? "many" : "few"));
  const chosen = chooseRows(ids, { sample: 10, strata });
  expect(chosen.filter((i) => i < 95)).toEqual(chooseRows(ids.slice(0, 95), { sample: 10 }));
  expect(chosen.filter((i) => i >= 95)).toEqual([95, 96, 97, 98, 99]);
  expect(chooseRows(ids, { sample: 10, strata, limit: 3 })).toEqual(chosen.slice(0, 3));
});
