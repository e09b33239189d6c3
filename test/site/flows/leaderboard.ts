import { expect, test } from "vitest";
import type { Place } from "../place.ts";
import { expectWellMade } from "./every-view.ts";
import { keepSaved, save } from "./saved.ts";

const SST2 = "/leaderboard?suite=glue/sst2";

export const leaderboardFlows = (place: () => Place) => {
  test("leaderboard: says which student may be shipped, by the margin that is allowed", async () => {
    const tab = await place().tab();
    await tab.goto("/leaderboard");
    await tab.shows("Which may I ship?");
    await tab.shows(/The smallest such is sst2-\S+ \(/, ".ship");
    await tab.shows("872 rows can't tell the two apart, which doesn't make them equal.", ".ship");
    expect(await tab.text(".ship")).toMatch(/None\. Nearest comes sst2-/); // within two points, which 872 rows can't show
    await tab.fill("Shown to lose less than", "5");
    await tab.shows(/The whole interval lies above −5 points\./, ".ship");
    expect(await tab.evaluate("location.search")).toBe("?margin=5");
    await expectWellMade(tab);
  });

  test("leaderboard: filters and order are in the address, and the picture and the file follow them", async () => {
    const tab = await place().tab();
    await tab.goto(SST2);
    await tab.shows("32 of 32 models");
    await tab.fill("Method", "kronecker");
    await tab.fill("At most, MB", "2");
    await tab.shows("3 of 32 models");
    expect(await tab.count(".chart .point")).toBe(3);
    await tab.press("Size");
    await tab.press("Size");
    await tab.has('th[aria-sort="ascending"]');
    const search = "?suite=glue/sst2&method=kronecker&mb=2&order=bytes";
    await expect.poll(() => tab.evaluate("location.search")).toBe(search);

    const again = await place().tab();
    await again.goto(`/leaderboard${search}`);
    await again.shows("3 of 32 models");
    await keepSaved(again);
    const [head, ...lines] = (await save(again, "Save as CSV")).trim().split("\r\n");
    expect(head).toMatch(/^rank,model,method,bytes,smaller,glue\/sst2,glue\/sst2 low,glue\/sst2 high,/);
    expect(lines.map((line) => line.split(",")[1])).toEqual([
      "sst2-kronecker-30x",
      "sst2-kronecker-19x",
      "sst2-kronecker-19x-without-text",
    ]);
    expect(await save(again, "Save as SVG")).toMatch(/<svg .*kronecker-30x/s);

    await again.press("Show all");
    await again.shows("32 of 32 models");
    await again.fill("Search", "nobody");
    await again.shows("No model passes these filters.");
  });

  test("leaderboard: weights say what a point is worth, and rank anew", async () => {
    const tab = await place().tab();
    await tab.goto(SST2);
    await tab.shows("ranked by score");
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
    await tab.shows("32 of 32 models");
    await tab.fill("and the mean with", "retort/reviews");
    await tab.shows("Models on glue/sst2 and retort/reviews");
    await tab.shows("which means over suites lack");
    await tab.press("Without glue/sst2");
    await tab.shows("Models on retort/reviews");
  });

  test.each([
    ["suite=no/such", "There is no suite no/such."],
    ["suite=glue/sst2&weights=price:1", "there is no measure price"],
    ["suite=glue/sst2&runtime=gpu", "runtime"],
    ["suite=glue/sst2&against=nobody", "There is no model nobody."],
    ["suite=glue/sst2&mb=many", "mb=many is not a number above 0, and was left out."],
    ["suite=glue/wnli", "No model has a whole run on glue/wnli. Measure one: npx retort eval"],
    ["suite=glue/sst2&runtime=engine", "No model has a whole run on glue/sst2 by own engine. Measure one:"],
  ])("leaderboard: of %s it says what is wrong, and keeps its form", async (query, why) => {
    const tab = await place().tab();
    await tab.goto(`/leaderboard?${query}`);
    await tab.shows(why);
    expect(await tab.evaluate(`document.querySelector(".choices select").value`)).toBe(query.split("&")[0]!.slice(6));
    expect(await tab.count(".problem")).toBeLessThanOrEqual(1);
  });
};
