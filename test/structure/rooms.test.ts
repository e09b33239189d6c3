/** The table "Rooms" of ARCHITECTURE.md, kept: rooms.json says which room may import which. */
import { describe, expect, test } from "vitest";
import { type Import, importsOf, sourcesIn } from "./imports.ts";
import rules from "./rooms.json" with { type: "json" };
import { cycleProblems, type Rules, wrongImports } from "./rooms.ts";

const imports = Object.keys(rules.rooms).flatMap((room) =>
  [...sourcesIn(room)].flatMap(([path, text]) => importsOf(path, text)),
);

test("no file imports a room that its own may not import", () => {
  expect(imports.length).toBeGreaterThan(2000);
  expect(wrongImports(imports, rules).join("\n")).toBe("");
});

test("no folders of a room import one another in a circle, but for the known ones", () => {
  expect(cycleProblems(imports, rules).join("\n")).toBe("");
});

describe("the rules", () => {
  const small: Rules = {
    rooms: { worker: ["eval"], trainer: ["eval"], eval: [], test: ["worker"] },
    tests: { are: ["\\.test\\.ts$"], may_also_import: ["test"] },
    known_cycles: [],
  };
  const between = (...pairs: [string, string][]): Import[] =>
    pairs.map(([from, to]) => ({ from, to, isPackage: false, isLazy: false, isType: false }));

  test("an import into a room that may not be imported is told with what may be", () => {
    const found = between(["worker/x.ts", "trainer/y.ts"], ["eval/z.ts", "worker/x.ts"], ["worker/x.ts", "eval/z.ts"]);
    expect(wrongImports(found, small)).toEqual([
      "worker/x.ts imports trainer/y.ts: worker may import eval",
      "eval/z.ts imports worker/x.ts: eval may import nothing of ours",
    ]);
  });

  test("tests may import test/, and only they", () => {
    const found = between(
      ["eval/z.test.ts", "test/f.ts"],
      ["eval/z.ts", "test/f.ts"],
      ["eval/z.test.ts", "worker/x.ts"],
    );
    expect(wrongImports(found, small)).toEqual([
      "eval/z.ts imports test/f.ts: eval may import nothing of ours",
      "eval/z.test.ts imports worker/x.ts: eval may import nothing of ours",
    ]);
  });

  const circle = between(
    ["worker/a/1.ts", "worker/b/deep/2.ts"],
    ["worker/b/3.ts", "worker/c/4.ts"],
    ["worker/c/4.ts", "worker/a/5.ts"],
  );

  test("a circle of any length is told with an import a step", () => {
    expect(cycleProblems(circle, small)).toEqual([
      [
        "worker/a -> worker/b -> worker/c -> worker/a: folders of a room may not import one another in a circle",
        "  worker/a imports worker/b: worker/a/1.ts -> worker/b/deep/2.ts",
        "  worker/b imports worker/c: worker/b/3.ts -> worker/c/4.ts",
        "  worker/c imports worker/a: worker/c/4.ts -> worker/a/5.ts",
      ].join("\n"),
    ]);
  });

  test("so is one between a folder and a file beside it, not one between a folder's files", () => {
    const beside = between(["worker/env.ts", "worker/a/1.ts"], ["worker/a/1.ts", "worker/env.ts"]);
    expect(cycleProblems(beside, small)[0]).toMatch(/^worker\/a -> worker\/env\.ts -> worker\/a: /);
    expect(cycleProblems(between(["eval/a/1.ts", "eval/a/2.ts"], ["eval/a/2.ts", "eval/a/1.ts"]), small)).toEqual([]);
  });

  test("a list of what lies in the folders below, and what these share, make no circle", () => {
    const kinds = between(["eval/kinds/index.ts", "eval/kinds/a/1.ts"], ["eval/kinds/a/1.ts", "eval/kinds/kind.ts"]);
    expect(cycleProblems(kinds, small)).toEqual([]);
  });

  test("tests and other rooms make none", () => {
    const found = between(["worker/a/1.test.ts", "worker/b/2.ts"], ["worker/b/2.ts", "worker/a/1.ts"]);
    expect(cycleProblems(found, small)).toEqual([]);
  });

  test("a known import opens its circle, and has to go when there is none", () => {
    const known = { ...small, known_cycles: ["worker/c imports worker/a"] };
    expect(cycleProblems(circle, known)).toEqual([]);
    const stale = ['"worker/c imports worker/a" closes no circle any more: take it out of known_cycles in rooms.json'];
    expect(cycleProblems(circle.slice(0, 2), known)).toEqual(stale);
    expect(cycleProblems(circle.slice(1), known)).toEqual(stale);
  });
});

describe("imports are read from", () => {
  test.each<[string, string, Partial<Import>]>([
    ["a statement", 'import { a } from "../b/c.ts";', { to: "worker/b/c.ts", isLazy: false, isType: false }],
    ["one of several lines", 'import {\n  a,\n  b,\n} from "./b.ts";', { to: "worker/a/b.ts" }],
    ["one of types", 'import type { A } from "./b.ts";', { to: "worker/a/b.ts", isType: true }],
    ["an export", 'export * from "./b.ts";', { to: "worker/a/b.ts" }],
    ["one for its effects", 'import "./b.ts";', { to: "worker/a/b.ts" }],
    ["a call", 'const b = await import("./b.ts");', { to: "worker/a/b.ts", isLazy: true }],
    ["what CommonJS needs", 'const tf = require("@a/b/dist/c.js");', { to: "@a/b", isPackage: true, isLazy: false }],
    ["a package", 'import { z } from "@hono/zod-openapi/deep";', { to: "@hono/zod-openapi", isPackage: true }],
  ])("%s", (_, text, expected) => {
    expect(importsOf("worker/a/1.ts", text)).toEqual([expect.objectContaining({ from: "worker/a/1.ts", ...expected })]);
  });

  test("nothing else", () => {
    expect(
      importsOf("a.ts", 'import { join } from "node:path";\nconst from = "./b.ts";\n// moved from "./c.ts"'),
    ).toEqual([]);
  });
});
