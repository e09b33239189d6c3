/**
 * The engine's answers have the bits that are recorded, in Node; in workerd: `worker/runtime/engine/same-bits.test.ts`. A model of each kind and those in floats;
 * all models, in browsers and on other machines: `npm run test:engines`.
 */
import { expect, test } from "vitest";
import { examine } from "./body.ts";
import { ADVICE, differences, givenTo, hashes } from "./hashes.ts";
import { othersThanPublished } from "./in-floats.ts";
import { readBinaries } from "./kernels.ts";
import { SAMPLE } from "./sample.ts";
import { published, publishedIds, weightsOf } from "./subjects.ts";

test("hashes are recorded of every model, and of the weights that it has", async () => {
  const ids = await publishedIds();
  const weights = await Promise.all(ids.map(async (id) => [id, await weightsOf(id)]));
  const { same_in_both, same_in_plain } = hashes;
  const recorded = Object.entries({ ...same_in_both, ...same_in_plain }).map(([name, each]) => [name, each.weights]);
  const others = (await othersThanPublished()).map(async (other) => [other.name, (await givenTo(other)).weights]);
  expect(Object.fromEntries(recorded), ADVICE).toEqual(
    Object.fromEntries([...weights, ...(await Promise.all(others))]),
  );
});

test("a model of each kind, and those in floats, answer with the bits that are recorded", async () => {
  const binaries = await readBinaries();
  for (const subject of [...(await Promise.all(SAMPLE.map(published))), ...(await othersThanPublished())]) {
    const seen = await examine(binaries, subject);
    expect(differences(subject, await givenTo(subject), seen), ADVICE).toEqual([]);
  }
});

test("a bit that differs, a batch that matters, other tokens or weights and a missing model are told", async () => {
  const [name, recorded] = Object.entries(hashes.same_in_both)[0]!;
  const { card } = await published(name);
  const told = (seen: object, given: object = {}, known = hashes) =>
    differences({ name, card }, { ...recorded, ...given }, { plain: recorded.logits, alike: true, ...seen }, known);
  const other = recorded.logits.with(1, "0".repeat(64));
  expect(told({})).toEqual([]);
  expect(told({ plain: other })).toEqual([expect.stringContaining("the plain binary has other bits for 1 of ")]);
  expect(told({ relaxed: other })).toEqual([expect.stringContaining("the relaxed binary has other bits for 1 of ")]);
  expect(told({ alike: false })).toEqual([expect.stringContaining("depend on the texts beside it")]);
  expect(told({ apart: Number.NaN })).toEqual([expect.stringContaining("apart")]);
  expect(told({}, { tokens: "0" })).toEqual([expect.stringContaining("other tokens")]);
  expect(told({}, { weights: "0" })).toEqual([expect.stringContaining("other weights")]);
  expect(told({}, {}, { ...hashes, same_in_both: {} })).toEqual([expect.stringContaining("no hashes")]);
});
