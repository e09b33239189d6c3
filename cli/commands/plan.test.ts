import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import planCommand from "./plan.ts";

const TINY_BERT = fileURLToPath(new URL("../../test/golden/tiny-bert", import.meta.url));

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
});
afterEach(() => vi.restoreAllMocks());

async function plan(...words: string[]): Promise<string> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  planCommand(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => {} });
  await program.parseAsync(["plan", ...words], { from: "user" });
  return printed.join("\n");
}

test("the paper's count of K_21, from the command line", async () => {
  const { families } = JSON.parse(await plan("--json"));
  const k21 = families[0].models.find(({ model }: { model: string }) => model === "K_21");
  expect(k21).toMatchObject({ with_pooler: 5_228_272, parameters: 4_637_680 });
});

test("what the nearest factors keep of a model's matrices of one size", async () => {
  const { fits, pick } = JSON.parse(
    await plan("--matrix", "64x32", "--compression", "4", "--model", TINY_BERT, "--json"),
  );
  expect(fits).toHaveLength(1);
  expect(fits[0]).toMatchObject({ plan: { a: pick.a, b: pick.b }, svd: { rank: pick.svd_rank } });
  expect(fits[0].svd.kept.mean).toBeGreaterThan(fits[0].svd.rank / 32); // at least its share of the directions
});

test.each([
  [["K_7"], "there is no preset K_7"],
  [["K_21", "--matrix", "4x4"], "name a preset or give --matrix, not both"],
  [["K_21", "--all"], "--all goes with --matrix"],
  [["--terms", "2"], "--terms goes with --matrix"],
  [["--model", TINY_BERT], "--model wants a preset, or --matrix with --compression"],
  [["--matrix", "4"], "It must be rows x columns, as 1536x384."],
  [["--matrix", "4x4", "--compression", "0.5"], "It must be a number above 1."],
  [["--matrix", "4x4", "--compression", "100"], "no 1-term shape makes 4x4 100 times smaller: 2 times is the most"],
  [["--matrix", "4x4", "--model", TINY_BERT], "--model with --matrix wants --compression"],
  [["--matrix", "62x32", "--compression", "4", "--model", TINY_BERT], "has no 62x32 matrix that could be factored"],
  [["K384-19x", "--model", TINY_BERT], "K384-19x is for MiniLM, 6x384 of 30522 words;"],
  [["K384-19x", "--model", "no/such/folder"], "cannot read no/such/folder/config.json"],
])("%j is refused in a sentence", async (words, sentence) => {
  await expect(plan(...words)).rejects.toThrow(sentence);
  expect(printed).toEqual([]);
});
