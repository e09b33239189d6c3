import { Command } from "commander";
import { expect, test } from "vitest";
import compareCommand from "./compare.ts";

const parse = (...options: string[]) => {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  compareCommand(program);
  return program.parseAsync(["compare", "a", "b", "--suite", "own/desk", ...options], { from: "user" });
};

test.each(["0", "1", "2", "-1", "abc", "", "Infinity"])("a margin of %j is refused in a sentence", async (margin) => {
  await expect(parse(`--margin=${margin}`)).rejects.toThrow(/ It must be a number above 0 and below 1\.$/);
});

test.each([
  [["--baseline", "b.json"], "--baseline wants --margin, too"],
  [["--junit", "j.xml"], "--junit wants --margin, too"],
  [["--accept"], "--accept wants --margin, too"],
  [["--accept", "--margin", "0.01"], "--accept wants --baseline, too"],
])("%j say nothing alone", async (options, said) => {
  await expect(parse(...options)).rejects.toThrow(said);
});

test.each(["--baseline=", "--junit= "])("%j names no file", async (option) => {
  await expect(parse("--margin", "0.01", option)).rejects.toThrow(/ It must name a file\.$/);
});
