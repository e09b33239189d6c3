/** Every recipe in the house can be carried out: what it names exists, and fits. */
import { expect, test } from "vitest";
import { methodNamed } from "../methods/index.ts";
import { taskNamed } from "../tasks/index.ts";
import { checkRecipe } from "../training/check-recipe.ts";
import { recipeIn } from "../training/model-encoder.ts";
import { loadRecipe, recipeNames, TEXT } from "./recipe.ts";

const names = await recipeNames();
const recipes = Object.fromEntries(
  await Promise.all(names.map(async (name) => [name, await loadRecipe(name)] as const)),
);

test.each(names)("%s", (name) => {
  const { question, task, method, model, options, teacher, teacher_logits, start, soup, train, after } = recipes[name];
  const { options: schema, taught } = methodNamed(method);
  expect(name.startsWith(`${task}/`)).toBe(true);
  expect(question).toMatch(/[?.]$/);
  expect(schema.safeParse(options).error?.issues).toBeUndefined();
  const known = task === TEXT ? null : taskNamed(task);
  expect(checkRecipe(name, recipes[name], methodNamed(method), known, "tensorflow").stages.length).toBeGreaterThan(0);
  if (task === TEXT) {
    expect([model, teacher, start]).toEqual([null, null, null]);
    return;
  }
  expect(taskNamed(task).name).toBe(task);
  expect(model?.id.startsWith(`${task}-`)).toBe(true);
  if (taught !== "optional") expect((teacher ?? teacher_logits ?? null) !== null).toBe(taught);
  // A teacher that saw shorter texts than its student would answer at positions it never learnt.
  if (teacher !== null) expect(recipes[teacher]).toMatchObject({ task, train: { max_length: train.max_length } });
  // Plain fine-tuning may go on from any method's start: it has none of its own.
  if (start !== null) expect(recipes[start]).toMatchObject({ options, ...(taught && { method }) });
  if (start?.startsWith(`${TEXT}/`)) expect(recipes[start].task).toBe(TEXT);
  const encoder = recipeIn(recipes[name].encoder.source);
  if (encoder !== undefined) expect(recipes[encoder].task).not.toBe(TEXT);
  if (after !== undefined)
    expect(recipes[after]).toMatchObject({ task, model: { id: expect.not.stringMatching(`^${model?.id}$`) } });
  for (const ingredient of soup ?? []) expect(recipes[ingredient]).toMatchObject({ task });
});

test("no two recipes publish under one id", () => {
  const ids = names.flatMap((name) => recipes[name].model?.id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
});
