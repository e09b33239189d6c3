/** The page in a browser, as a person uses it: one server and one browser for all flows. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noChromium, skipped } from "../engine-package/chromium.ts";
import { comparisonFlows } from "./flows/comparison.ts";
import { evaluationFlows } from "./flows/evaluations.ts";
import { experimentsFlows } from "./flows/experiments.ts";
import { homeFlows } from "./flows/home.ts";
import { leaderboardFlows } from "./flows/leaderboard.ts";
import { modelFlows } from "./flows/model.ts";
import { shellFlows } from "./flows/shell.ts";
import { openPlace, type Place } from "./place.ts";

let place: Place;

/** Each with something that it shows once its answers are there. */
const VIEWS: [string, string | RegExp][] = [["/", "with the teacher"]];

describe.skipIf(noChromium)(`the page${skipped}`, () => {
  beforeAll(async () => {
    place = await openPlace();
  });
  afterAll(() => place?.close());

  homeFlows(() => place);
  shellFlows(() => place);
  leaderboardFlows(() => place);
  comparisonFlows(() => place);
  modelFlows(() => place);
  evaluationFlows(() => place);
  experimentsFlows(() => place);

  test.each(VIEWS)(
    "%s: axe finds nothing, at both widths and in both colours, and nothing sticks out",
    async (path, shown) => {
      for (const width of [1280, 390]) {
        const tab = await place.tab(width);
        for (const scheme of ["light", "dark"] as const) {
          await tab.colours(scheme);
          await tab.goto(path);
          await tab.shows(shown);
          expect(await tab.axe()).toEqual([]);
          expect(await tab.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
        }
        expect(await tab.strangers()).toEqual([]);
      }
    },
  );
});
