import { expect, test } from "vitest";
import type { Place } from "../place.ts";
import { expectWellMade } from "./every-view.ts";
import { keepSaved, save } from "./saved.ts";
import { submit, uploadSuite } from "./upload.ts";

const REVIEWS = "/comparison?suite=retort/reviews&a=sst2-kronecker-19x&b=sst2-teacher";

/** Twelve rows of our own, `n` of which a model gets right. */
const ROWS = Array.from({ length: 12 }, (_, i) => ({
  id: `o-${i}`,
  text_a: `Row ${i} says yes.`,
  label: i % 2 ? "yes" : "no",
}));
const rightOn = (n: number) =>
  ROWS.map(({ id, label }, i) => ({ id, label: i < n ? label : label === "yes" ? "no" : "yes" }));

const BAD: readonly [query: string, why: string][] = [
  ["suite=glue/sst2&a=nobody&b=sst2-teacher", "There is no model nobody."],
  ["suite=no/such&a=sst2-svd-19x&b=sst2-teacher", "There is no suite no/such."],
  ["suite=squad/v1.1&a=sst2-svd-19x&b=sst2-teacher", "has no whole run on squad/v1.1: evaluate it first."],
  ["suite=glue/sst2&a=sst2-svd-19x&b=sst2-teacher&metric=pearson", "glue/sst2 has no metric pearson"],
  ["run_a=run-none&run_b=run-none", "There is no run run-none."],
  ["suite=hans/all", "hans/all has no two models with a whole run."],
  ["suite=glue/sst2&a=sst2-teacher&b=sst2-teacher", "This is one run held against itself."],
];

export const comparisonFlows = (place: () => Place) => {
  test("comparison: without a choice, a teacher and its most accurate student; then any two", async () => {
    const tab = await place().tab();
    await tab.goto("/comparison");
    await tab.shows("No models were named: these are a teacher and its most accurate student.");
    await tab.shows("872 rows can't tell them apart.", ".judged");
    await tab.shows("The texts of glue/sst2 aren't here"); // no data set lies beside the tests
    await tab.fill("Model A", "sst2-kronecker-19x");
    await tab.shows("sst2-teacher is better by 3.1 points", ".judged");
    await tab.shows(/95\s% interval \+1\.1 to \+5\.1, p\s=\s0\.003/, ".judged");
    expect(await tab.evaluate("location.search")).toBe("?suite=glue/sst2&a=sst2-kronecker-19x&b=sst2-teacher");
    await tab.press("Swap");
    await expect.poll(() => tab.evaluate("document.title")).toMatch(/^sst2-teacher against sst2-kronecker-19x/);
    await expectWellMade(tab);
  });

  test("comparison: rows are filtered by what went wrong, page by page, and saved", async () => {
    const tab = await place().tab();
    await tab.goto(REVIEWS);
    await tab.has(".example");
    const total = Number(/of (\d+) rows, page 1/.exec(await tab.text("main"))?.[1]);
    expect(total).toBeGreaterThan(10);
    const first = await tab.text(".example");
    await tab.press("Next page");
    await tab.shows("page 2");
    expect(await tab.text(".example")).not.toBe(first);
    await tab.fill("Right is", "a");
    await tab.fill("Gold", "negative");
    await expect.poll(() => tab.evaluate("location.search")).toMatch(/&right=a&gold=negative$/);
    await tab.shows(/\d+ of \d+ rows/);
    await keepSaved(tab);
    const lines = (await save(tab, "Save rows as CSV")).trim().split("\r\n");
    expect(lines[0]).toBe("id,right,gold,a,b,text_a,text_b,tokens,question,context,texts");
    for (const line of lines.slice(1)) expect(line).toMatch(/^[^,]+,a,negative,negative,positive,/);
    await tab.fill("Search", "no such words");
    await tab.shows(`0 of ${total} rows`);
    await tab.press("Show all");
    await tab.shows(`${total} of ${total} rows`);
  });

  test("comparison: slices are drawn and tabled, by what one chooses", async () => {
    const tab = await place().tab();
    await tab.goto(`${REVIEWS}&by=label`);
    await tab.shows("not corrected for their number");
    expect(await tab.heard()).toContainEqual(
      expect.stringMatching(/^image: all rows \(240\): .* points of Accuracy, interval/),
    );
    expect(await tab.count("table tbody tr")).toBe(2);
    await tab.fill("Slices by", "");
    await expect.poll(() => tab.count("table tbody tr")).toBeGreaterThan(2);
    expect(await tab.evaluate("location.search")).toMatch(/by=all$/);
  });

  test("comparison: of questions without their texts there are places", async () => {
    const tab = await place().tab();
    await tab.goto("/comparison?suite=squad/v1.1&a=squad-kronecker-19x&b=squad-teacher");
    await tab.shows("The texts of squad/v1.1 aren't here: the rows are listed by their ids.");
    await tab.shows(/characters \d+ to \d+ of the context/, ".example");
    await tab.shows("not told: the texts aren't here", ".example");
    await tab.shows("The first 200 of 3,027, in the order of their ids.");
  });

  test("comparison: tags are shown in their words, and rows of scored-only suites not at all", async () => {
    const tokens = ["Ada", "lives", "in", "Oslo"];
    const tagged = [0, 1, 2].map((i) => ({ id: `n-${i}`, tokens, tags: ["B-PER", "O", "O", "B-LOC"] }));
    const said = (tags: string[]) => tagged.map(({ id }) => ({ id, tags }));
    await uploadSuite(place(), "own/names?task=token-classification", tagged);
    await submit(place(), "own/names", "reads", said(["B-PER", "O", "O", "B-LOC"]));
    await submit(place(), "own/names", "guesses", said(["O", "O", "O", "B-LOC"]));
    const tab = await place().tab();
    await tab.goto("/comparison?suite=own/names&a=external/reads&b=external/guesses");
    await tab.has(".example mark");
    expect((await tab.text(".example")).replaceAll(/\s+/g, " ")).toContain(
      "external/guesses ✗ wrong: Ada lives in Oslo LOC",
    );

    await uploadSuite(place(), "own/hidden?visibility=scored-only", ROWS);
    await submit(place(), "own/hidden", "good", rightOn(12));
    await submit(place(), "own/hidden", "poor", rightOn(2));
    await tab.goto("/comparison?suite=own/hidden");
    await tab.shows("external/good is better by 83.3 points");
    await tab.shows("own/hidden is scored-only: its rows may not be shown, figures over them may.");
    expect(await tab.count(".example")).toBe(0);
  });

  test("comparison: of what can't be compared it says why, and keeps its form", async () => {
    const tab = await place().tab();
    for (const [query, why] of BAD) {
      await tab.goto(`/comparison?${query}`);
      await tab.shows(why);
      const named = new URLSearchParams(query);
      const chosen = await tab.evaluate(
        `[...document.querySelectorAll("main form select")].slice(0, 3).map(({ value }) => value)`,
      );
      if (named.has("a")) expect(chosen, query).toEqual(["suite", "a", "b"].map((name) => named.get(name)));
    }
  });
};
