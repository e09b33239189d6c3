import { expect, test } from "vitest";
import { table } from "./table.ts";

test("columns are as wide as their widest cell, numbers may stand to the right, null shows as a dash", () => {
  const text = table<{ name: string; n: number | null }>(
    [
      { title: "name", cell: ({ name }) => name },
      { title: "n", cell: ({ n }) => n, align: "right" },
    ],
    [
      { name: "teacher", n: 5 },
      { name: "x", n: 1000 },
      { name: "y", n: null },
    ],
  );
  expect(text).toBe(["name        n", "teacher     5", "x        1000", "y           -"].join("\n"));
});
