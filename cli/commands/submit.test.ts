import { Command } from "commander";
import { expect, test } from "vitest";
import type { KINDS } from "../../eval/kinds/index.ts";
import submitCommand from "./submit.ts";

test("the help names the fields of every kind of suite", () => {
  let help = "";
  const program = new Command().exitOverride().configureOutput({ writeOut: (text) => (help += text) });
  submitCommand(program);
  expect(() => program.parse(["submit", "--help"], { from: "user" })).toThrow("outputHelp");
  const fields = help.split("\n").filter((line) => line.startsWith("  "));
  const taken = {
    classification: ["text-classification", "label", "scores", "tags"],
    "multi-label": ["multi-label-classification", "labels", "scores"],
    regression: ["text-regression", "score"],
    tagging: ["token-classification", "tags"],
    "question-answering": ["question-answering", "answer", "no_answer_probability"],
    behavioural: ["behavioural", "labels", "scores"],
  } satisfies Record<keyof typeof KINDS, string[]>;
  for (const [task, ...names] of Object.values(taken)) {
    const from = fields.findIndex((line) => line.startsWith(`  ${task}`));
    const told = fields.slice(from, from + 2).join(" ");
    for (const name of names) expect(told).toMatch(new RegExp(`\\b${name}\\b`));
  }
  expect(help).toContain("(snips, atis)");
});
