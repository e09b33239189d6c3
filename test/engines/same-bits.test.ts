/**
 * The engine's answers have the bits that are recorded, in Node; in workerd: `worker/runtime/engine/same-bits.test.ts`. A model of each kind and those in floats;
 * all models, in browsers and on other machines: `npm run test:engines`.
 */
import { expect, test } from "vitest";
import { examine } from "./body.ts";
import { ADVICE, differences, hashes } from "./hashes.ts";
import { othersThanPublished } from "./in-floats.ts";
import { readBinaries } from "./kernels.ts";
import { SAMPLE } from "./sample.ts";
import { published, publishedIds } from "./subjects.ts";
import { digestOf } from "./texts.ts";

test("every published model has hashes, and no other", async () => {
  const others = (await othersThanPublished()).map(({ name }) => name);
  const recorded = Object.keys({ ...hashes.same_in_both, ...hashes.same_in_plain });
  expect(recorded.sort(), ADVICE).toEqual([...(await publishedIds()), ...others].sort());
});

test("a model of each kind, and those in floats, answer with the bits that are recorded", async () => {
  const binaries = await readBinaries();
  for (const subject of [...(await Promise.all(SAMPLE.map(published))), ...(await othersThanPublished())]) {
    const seen = await examine(binaries, subject);
    expect(differences(subject, await digestOf(subject.texts), seen), ADVICE).toEqual([]);
  }
});

test("a bit that differs, a batch that matters, other tokens and a missing model are told", async () => {
  const [name, recorded] = Object.entries(hashes.same_in_both)[0]!;
  const { card } = await published(name);
  const told = (seen: object, tokens = recorded.tokens, known = hashes) =>
    differences({ name, card }, tokens, { plain: recorded.logits, alike: true, ...seen }, known);
  const other = recorded.logits.with(1, "0".repeat(64));
  expect(told({})).toEqual([]);
  expect(told({ plain: other })).toEqual([expect.stringContaining("the plain binary has other bits for 1 of ")]);
  expect(told({ relaxed: other })).toEqual([expect.stringContaining("the relaxed binary has other bits for 1 of ")]);
  expect(told({ alike: false })).toEqual([expect.stringContaining("depend on the texts beside it")]);
  expect(told({ apart: Number.NaN })).toEqual([expect.stringContaining("apart")]);
  expect(told({}, "0")).toEqual([expect.stringContaining("other tokens")]);
  expect(told({}, undefined, { ...hashes, same_in_both: {} })).toEqual([expect.stringContaining("no hashes")]);
});
