/** The page in a browser, as a person uses it: one server and one browser for all flows. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noChromium, skipped } from "../engine-package/chromium.ts";
import { comparisonFlows } from "./flows/comparison.ts";
import { evaluationFlows } from "./flows/evaluations.ts";
import { experimentsFlows } from "./flows/experiments.ts";
import { leaderboardFlows } from "./flows/leaderboard.ts";
import { modelFlows } from "./flows/model.ts";
import { openPlace, type Place } from "./place.ts";

let place: Place;

describe.skipIf(noChromium)(`the page${skipped}`, () => {
  beforeAll(async () => {
    place = await openPlace();
  });
  afterAll(() => place?.close());

  test("names itself, and axe finds nothing", async () => {
    const tab = await place.tab();
    await tab.goto("/");
    await tab.has("main h1");
    expect(await tab.axe()).toEqual([]);
  });

  leaderboardFlows(() => place);
  comparisonFlows(() => place);
  modelFlows(() => place);
  evaluationFlows(() => place);
  experimentsFlows(() => place);
});
