import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { projectRoot } from "../../../cli/project-root.ts";
import type { Place } from "../place.ts";
import { expectWellMade } from "./every-view.ts";
import { keepSaved, save } from "./saved.ts";
import { submit, uploadSuite } from "./upload.ts";

const run = promisify(execFile);

export const modelFlows = (place: () => Place) => {
  test("model: says what it is, how small, and what it keeps of its teacher", async () => {
    const tab = await place().tab();
    await tab.goto("/model/sst2-kronecker-19x");
    await tab.shows("It is 16.9 times smaller than its teacher: 1.4 MB in place of 23 MB");
    await tab.shows(
      "It keeps 96.6 % of its teacher’s accuracy on glue/sst2: 0.872 against 0.903, a difference of −3.1",
    );
    await tab.shows("It is measurably worse than its teacher there.");
    await tab.shows("npx retort train sst2/kronecker-19x --data DATA");
    expect(await tab.evaluate("document.title")).toBe("sst2-kronecker-19x · Retort");
    await tab.has(".ask");
    await expect.poll(() => tab.count(".chart")).toBe(3); // slices, loss, dev

    await keepSaved(tab);
    const [head, first] = (await save(tab, "Save as CSV")).split("\r\n");
    expect(head).toBe("suite,rows,metric,score,interval,high,teacher,compare,run");
    expect(first).toMatch(/^glue\/sst2,872,Accuracy,0\.8715/);

    await tab.fill("Suite", "retort/reviews");
    await expect.poll(() => tab.evaluate("location.search")).toBe("?suite=retort/reviews");
    await tab.shows("npx retort robustness sst2-kronecker-19x --suite retort/reviews");
    await expectWellMade(tab);

    await tab.click('tbody a[href^="/comparison"]');
    await expect
      .poll(() => tab.evaluate("location.pathname + location.search"))
      .toMatch(/^\/comparison\?a=sst2-kronecker-19x(@|%40)\w{12}&b=sst2-teacher(@|%40)\w{12}&suite=glue\/sst2$/);
  });

  test("model: the lines that ask it do so as they stand", async () => {
    const tab = await place().tab();
    await tab.goto("/model/wikiann-xtremedistil");
    const lines = () => tab.text(".model [role=tabpanel] code");
    await tab.shows("curl", ".model [role=tabpanel]");
    const { stdout } = await run("bash", ["-c", await lines()]);
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ entity_group: "PER", word: "Marie Curie" }));
    await tab.press("JavaScript");
    await tab.shows("npm install @huggingface/inference");
    const asked = await run(process.execPath, ["--input-type=module", "--eval", await lines()], { cwd: projectRoot });
    expect(asked.stdout).toContain("word: 'Marie Curie'");
    await tab.press("In a browser");
    const folder = /"(http[^"]+\/files\/)"/.exec(await lines())![1]!;
    expect(await (await fetch(`${folder}card.json`)).json()).toMatchObject({ id: "wikiann-xtremedistil" });
  });

  test("model: one that is known by its runs alone can't be asked, and its robustness stands beside its teacher's", async () => {
    const tab = await place().tab();
    await tab.goto("/model/sst2-pkd-skip");
    await tab.shows("Its weights are not on this server");
    await tab.shows("sst2-pkd-skip is 1.3 times smaller than its teacher");
    await tab.shows("So 872 rows can’t tell the two apart, which does not make them equal.");
    await tab.shows("On none of 10 it measurably loses more than its teacher does.");
    await tab.shows("loses less");
    expect(await tab.count(".model .bar")).toBe(20);
    expect(await tab.text(".model")).not.toContain("Five lines");
    await tab.colours("dark");
    expect(await tab.axe()).toEqual([]);
  });

  test("model: one that is not there, and one whose training nobody recorded", async () => {
    const tab = await place().tab(390);
    await tab.goto("/model/sst2-none");
    await tab.shows("There is no model sst2-none, nor a run of it.");
    expect(await tab.axe()).toEqual([]);
    const rows = ["yes", "no"].map((label, i) => ({ id: `row-${i}`, text_a: `Row ${i} says ${label}.`, label }));
    await uploadSuite(place(), "own/answers", rows);
    await submit(
      place(),
      "own/answers",
      "elsewhere",
      rows.map(({ id, label }) => ({ id, label })),
    );
    await tab.goto("/model/external%2Felsewhere");
    await tab.shows("It is a submission, whose answers were made elsewhere.");
    await tab.shows("Its training was not recorded in this repository");
    expect(await tab.axe()).toEqual([]);
  });
};
