/** `npm ci --omit=dev` leaves out what training, tests and checks need: nothing else may import it. */
import { expect, test } from "vitest";
import project from "../../package.json" with { type: "json" };
import { type Import, importsOf, sourcesIn } from "./imports.ts";

/** Modules that need training's packages. Whoever loads them does so by `import()`, when it has come to that. */
const TRAINING = [
  "cli/commands/compress.ts",
  "cli/commands/setup.ts",
  "cli/commands/train.ts",
  "cli/commands/vocabulary.ts",
  "cli/import/import-folder.ts",
  "cli/planning/part-fits.ts",
  "trainer/data/transfer/made/nearest-texts.ts",
];

const imports = Map.groupBy(
  ["cli", "eval", "r2-assets/format", "site", "trainer", "worker"].flatMap((room) =>
    [...sourcesIn(room)].flatMap(([path, text]) => importsOf(path, text)),
  ),
  ({ from }) => from,
);

/** Commands are loaded by name (cli/main.ts), so that each is an entry of its own; the page is built where it is served. */
const entries = [...imports.keys()].filter(
  (path) =>
    /^cli\/commands\/[a-z]+\.ts$/.test(path) || ["cli/main.ts", "site/app.tsx", "worker/index.ts"].includes(path),
);

/** The imports of packages by a file and by all that it loads, at once or later; types aside. */
function packagesFrom(entry: string): Import[] {
  const reached = new Set([entry]);
  const found: Import[] = [];
  for (const path of reached) {
    for (const each of imports.get(path) ?? []) {
      if (each.isType) continue;
      if (each.isPackage) found.push(each);
      else if (!TRAINING.includes(each.to)) reached.add(each.to);
    }
  }
  return found;
}

test.each(entries.filter((entry) => !TRAINING.includes(entry)))("%s needs no package but dependencies", (entry) => {
  const wrong = packagesFrom(entry).filter(({ to }) => !(to in project.dependencies));
  expect(wrong.map(({ from, to }) => `${from} imports ${to}`).join("\n")).toBe("");
});

test("training's modules are named only while they need more", () => {
  for (const module of TRAINING) {
    expect(
      packagesFrom(module).map(({ to }) => to in project.dependencies),
      module,
    ).toContain(false);
  }
});

test("every dependency is needed", () => {
  const needed = new Set(
    entries
      .filter((entry) => !TRAINING.includes(entry))
      .flatMap(packagesFrom)
      .map(({ to }) => to),
  );
  expect(Object.keys(project.dependencies).filter((name) => !needed.has(name))).toEqual(["node"]); // cli/bin.js
});
