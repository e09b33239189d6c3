import { expect, test } from "vitest";
import { ApiClient } from "../../../cli/http/client.ts";
import type { Browser } from "../browser.ts";
import type { Place } from "../place.ts";
import { expectWellMade } from "./every-view.ts";
import { keepSaved, save } from "./saved.ts";
import { uploadSuite } from "./upload.ts";

const FORM = ".evaluations form[aria-labelledby]";

/** Gives a key by the dialog that the form offers. */
const key = async (tab: Browser, text: string) => {
  await tab.click("main section p button"); // of the sentence that says which key is needed
  await tab.evaluate(`{
    const dialog = document.querySelector("dialog[open]");
    dialog.querySelector("input").value = ${JSON.stringify(text)};
    dialog.querySelector("form").requestSubmit();
  }`);
};

/** So many rows of so many words that the teacher takes some seconds on any machine. */
const long = (rows: number) =>
  Array.from({ length: rows }, (_, i) => ({
    id: `long-${i}`,
    text_a: `A film of ${i} quiet scenes, ${"and then another one ".repeat(30)}`,
    label: i % 2 === 0 ? "positive" : "negative",
  }));

export const evaluationFlows = (place: () => Place) => {
  test("evaluations: what is missing is told in a sentence, and nothing of the form is lost", async () => {
    const api = new ApiClient(place().url, place().key);
    const { key: writer } = await api.post<{ key: string }>("/v1/keys", { name: "writer", scopes: ["write"] });
    const tab = await place().tab(390);
    await tab.goto("/evaluations");
    await tab.press("Start it");
    await tab.shows("Choose a model.", FORM);
    await tab.fill("Model to evaluate", "sst2-none");
    await tab.fill("On the suite", "retort/reviews");
    await tab.fill("Rows", "limit");
    await tab.fill("How many", "many");
    await tab.press("Start it");
    await tab.shows("How many rows? A whole number of at least 1.");
    await tab.fill("How many", "40");
    await tab.press("Start it");
    await tab.shows("Enter a key first.", FORM);
    for (const [given, why] of [
      ["retort_wrong", "The API key is not known here."],
      [writer, 'The API key does not have the scope "evaluate".'],
      [place().key, "There is no model sst2-none."],
    ] as const) {
      await key(tab, given);
      await tab.press("Start it");
      await tab.shows(why, FORM);
    }
    await tab.fill("Model to evaluate", "sst2-kronecker-19x");
    await tab.fill("On the suite", "glue/cola");
    await tab.shows("The rows of glue/cola are not here");
    await tab.press("Start it");
    await tab.shows(/its rows are not|have not been uploaded|rows are not here/i, FORM);
    expect(await tab.axe()).toEqual([]);

    await tab.goto("/evaluations"); // what was filled in is kept for this tab
    await tab.fill("On the suite", "retort/reviews");
    await tab.press("Start it");
    await expect.poll(() => tab.evaluate("location.pathname")).toMatch(/^\/evaluations\/run-/);
    await tab.shows("the first 40 rows of retort/reviews: 40 rows.");
    await tab.shows("Its teacher, sst2-teacher, has no run on the same rows.");
    expect(await tab.axe()).toEqual([]);
  });

  test("evaluations: one is followed over a reload, and stopped", async () => {
    await uploadSuite(place(), "own/long", long(1500));
    const tab = await place().tab();
    await tab.goto("/evaluations?model=sst2-teacher&suite=own/long");
    await tab.has(".evaluations form");
    await tab.evaluate(`sessionStorage.setItem("retort-key", ${JSON.stringify(place().key)})`);
    await tab.goto("/evaluations?model=sst2-teacher&suite=own/long");
    await tab.press("Start it");
    await tab.shows(/of 1,500 rows, \d[\d.]* rows a second, (about|a few)/);
    const path = await tab.evaluate<string>("location.pathname");
    await tab.goto("/evaluations");
    await tab.shows("Under way");
    await tab.press("sst2-teacher on own/long");
    await tab.shows(/[\d,]+ of 1,500 rows/);
    expect(await tab.evaluate("location.pathname")).toBe(path);
    expect(await tab.axe()).toEqual([]);
    await tab.press("Stop…");
    await tab.shows("What it has scored so far is thrown away.", "dialog[open]");
    await tab.press("Stop it");
    await tab.shows("It was stopped before its end.");
    expect(await tab.axe()).toEqual([]);
    await tab.press("Start it again");
    await expect.poll(() => tab.evaluate(`document.querySelector("main form select").value`)).toBe("own/long");
    await fetch(`${place().url}/v1/suites/own/long`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${place().key}` },
    });
  });

  test("evaluations: runs are filtered and paged by their address", async () => {
    const tab = await place().tab();
    await tab.goto("/evaluations");
    await tab.has("table");
    const newest = await tab.text("tbody");
    await tab.press("Older");
    await expect.poll(() => tab.text("tbody")).not.toBe(newest);
    await tab.evaluate("history.back()");
    await expect.poll(() => tab.text("tbody")).toBe(newest);
    await tab.fill("Model", "sst2-kd");
    await tab.goto("/evaluations?suite=glue/sst2&model=sst2-kd");
    await tab.shows("sst2-kd", "tbody");
    expect(await tab.count("tbody tr")).toBe(1);
    await tab.goto("/evaluations?suite=glue/cola&model=sst2-kd");
    await tab.shows("npx retort eval sst2-kd --suite glue/cola");
    await tab.press("Show all");
    await tab.has("tbody");
    await tab.resize(390);
    await tab.colours("dark");
    expect(await tab.axe()).toEqual([]);
    await expect.poll(() => tab.evaluate("document.documentElement.scrollWidth")).toBe(390);
  });

  test("evaluations: a run's answers are filtered, sorted and saved", async () => {
    const { runs } = (await (await fetch(`${place().url}/v1/runs?model=sst2-kd&suite=glue/sst2`)).json()) as {
      runs: { id: string }[];
    };
    const tab = await place().tab();
    await tab.goto(`/evaluations/${runs[0]!.id}`);
    await tab.shows("all 872 rows of glue/sst2");
    await tab.fill("Show", "wrong");
    await tab.shows("1 to 50 of 93");
    await tab.press("Confidence");
    await tab.press("Next");
    await tab.shows("51 to 93 of 93");
    expect(await tab.evaluate("location.search")).toBe("?rows=wrong&order=-confidence&page=2");
    await tab.shows("wrong", "section section tbody");
    await keepSaved(tab);
    const lines = (await save(tab, "Save all answers as CSV")).trim().split("\r\n");
    expect([lines.length, lines[0]]).toEqual([873, expect.stringMatching(/^id,/)]);
    await expectWellMade(tab);
    await tab.press("Compare with sst2-teacher, row by row");
    await tab.shows("sst2-teacher");

    await tab.goto("/evaluations/run-none");
    await tab.shows("There is no run and no evaluation run-none.");
    expect(await tab.axe()).toEqual([]);
  });
};
