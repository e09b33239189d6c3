import { expect, test } from "vitest";
import type { Place } from "../place.ts";
import { expectWellMade } from "./every-view.ts";
import { keepSaved, save } from "./saved.ts";

const SST2 = "/leaderboard?suite=glue/sst2";

/** Nothing is filtered away. */
const ALL = /\b(\d+) of \1 models/;

const BAD: readonly [query: string, why: string][] = [
  ["suite=no/such", "There is no suite no/such."],
  ["suite=glue/sst2&weights=price:1", "there is no measure price"],
  ["suite=glue/sst2&runtime=gpu", "runtime"],
  ["suite=glue/sst2&against=nobody", "There is no model nobody."],
  ["suite=glue/sst2&mb=many", "mb=many is not a number above 0, and was left out."],
  ["suite=hans/all", "No model has a whole run on hans/all. Measure one: npx retort eval"],
  ["suite=wnut17/dev&runtime=engine", "No model has a whole run on wnut17/dev by own engine. Measure one:"],
];

export const leaderboardFlows = (place: () => Place) => {
  test("leaderboard: says which student may be shipped, by the margin that is allowed", async () => {
    const tab = await place().tab();
    await tab.goto("/leaderboard");
    await tab.shows("Which may I ship?");
    await tab.shows("None: of each model shown the whole interval lies below its teacher.", ".ship"); // of those served here
    await tab.shows(/None\. Nearest comes sst2-kronecker-19x \(.*\): it may lose up to 5\.1 points\./, ".ship");
    await tab.fill("Method", "xtremedistil"); // known by their runs alone, all those that have a teacher
    await tab.shows(
      /The smallest such is sst2-xtremedistil-\S+ \(3\.3 MB, 7\.0 times smaller, not served here\)/,
      ".ship",
    );
    await tab.shows("872 rows can't tell the two apart, which doesn't make them equal.", ".ship");
    await tab.fill("Shown to lose less than", "3");
    await tab.shows("The whole interval lies above −3 points.", ".ship");
    expect(await tab.evaluate("location.search")).toBe("?method=xtremedistil&margin=3");
    await tab.press("Show all");
    await tab.shows(ALL);
    await expectWellMade(tab);
  });

  test("leaderboard: filters and order are in the address, and the picture and the file follow them", async () => {
    const tab = await place().tab();
    await tab.goto(SST2);
    await tab.shows(ALL);
    await tab.fill("Method", "kronecker");
    await tab.fill("At most, MB", "2");
    await expect.poll(() => tab.evaluate("location.search")).toBe("?suite=glue/sst2&method=kronecker&mb=2");
    const left = Number(/(\d+) of \d+ models/.exec(await tab.text("main"))?.[1]);
    expect(left).toBeGreaterThan(1);
    expect(await tab.count(".chart .point")).toBe(left);
    await tab.press("Size");
    await tab.press("Size");
    await tab.has('th[aria-sort="ascending"]');
    const search = "?suite=glue/sst2&method=kronecker&mb=2&order=bytes";
    await expect.poll(() => tab.evaluate("location.search")).toBe(search);

    const again = await place().tab();
    await again.goto(`/leaderboard${search}`);
    await again.shows(`${left} of`);
    await keepSaved(again);
    const [head, ...lines] = (await save(again, "Save as CSV")).trim().split("\r\n");
    expect(head).toMatch(/^rank,rank_low,rank_high,model,glue\/sst2,glue\/sst2 low,glue\/sst2 high,/);
    const cells = lines.map((line) => line.split(","));
    expect(cells.map(([, , , model]) => model)).toContain("sst2-kronecker-30x");
    const column = (name: string) => cells.map((row) => row[head!.split(",").indexOf(name)]);
    expect(column("method")).toEqual(Array(left).fill("kronecker"));
    const bytes = column("bytes").map(Number);
    expect(bytes).toEqual(bytes.toSorted((x, y) => x - y));
    expect(await save(again, "Save as SVG")).toMatch(/<svg .*kronecker-30x/s);

    await again.press("Show all");
    await again.shows(ALL);
    await again.fill("Search", "nobody");
    await again.shows("No model passes these filters.");
  });

  test("leaderboard: weights say what a point is worth, and rank anew", async () => {
    const tab = await place().tab();
    await tab.goto(SST2);
    await tab.shows("ranked by score");
    await tab.shows(/^1\s\(1–\d+\)$/, "tbody td");
    await tab.press("Weigh score against size, latency, robustness");
    await tab.fill("Size", "1");
    await tab.shows(/One point of score counts as much as [\d,.]+ MB of size\./);
    await tab.shows("ranked by weights");
    expect(await tab.evaluate("location.search")).toBe("?suite=glue/sst2&weights=performance:1,bytes:1");
    await tab.fill("Latency", "1");
    await tab.shows("ranked by score alone"); // nobody has measured any
    await tab.press("Score alone");
    await tab.shows("ranked by score");
    expect(await tab.evaluate("location.search")).toBe("?suite=glue/sst2");
  });

  test("leaderboard: points can be reached and followed by keyboard, and say what they are", async () => {
    const tab = await place().tab();
    await tab.goto(`${SST2}&callable=yes`);
    await tab.has(".chart a.point");
    expect(await tab.heard()).toContainEqual(expect.stringMatching(/^link: sst2-teacher, teacher: 23 MB, 0\.903 \(/));
    await tab.evaluate(`document.querySelector(".chart a.point").focus()`);
    const href = await tab.evaluate<string>(`document.activeElement.getAttribute("href")`);
    await tab.key("Enter");
    await expect.poll(() => tab.evaluate("location.pathname + location.search")).toBe(href);
  });

  test("leaderboard: several suites are ranked by their mean, and a row says what it lacks", async () => {
    const tab = await place().tab();
    await tab.goto(SST2);
    await tab.shows(ALL);
    await tab.fill("and the mean with", "retort/reviews");
    await tab.shows("Models on glue/sst2 and retort/reviews");
    await tab.shows("which means over suites lack");
    await tab.press("Without glue/sst2");
    await tab.shows("Models on retort/reviews");
  });

  test("leaderboard: of what makes no sense it says why, and keeps its form", async () => {
    const tab = await place().tab();
    for (const [query, why] of BAD) {
      await tab.goto(`/leaderboard?${query}`);
      await tab.shows(why);
      const chosen = () => tab.evaluate(`document.querySelector(".choices select")?.value`);
      await expect.poll(chosen, { message: query }).toBe(new URLSearchParams(query).get("suite"));
      expect(await tab.count(".problem"), query).toBeLessThanOrEqual(1);
    }
  });
};
