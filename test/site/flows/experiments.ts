/** Experiments as a person makes, watches and ends them. The users are simulated, the models' answers are not. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ApiClient } from "../../../cli/http/client.ts";
import type { Browser } from "../browser.ts";
import type { Place } from "../place.ts";
import { simulateUsers } from "../simulated-users.ts";

const MODELS = ["sst2-kronecker-19x", "sst2-svd-19x"] as const;
const LINK = `/experiments?new=1&${MODELS.map((id) => `model=${id}`).join("&")}`;

/** Keeps what the page hands out as files. */
const CATCH_FILES = `{
  globalThis.files = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    blob.text().then((text) => files.push(text));
    return make.call(URL, blob);
  };
}`;

async function enterKey(tab: Browser, key: string): Promise<void> {
  await tab.click("main .notice button");
  await tab.evaluate(`{
    const dialog = document.querySelector("dialog[open]");
    dialog.querySelector("input").value = ${JSON.stringify(key)};
    dialog.querySelector("form").requestSubmit();
  }`);
}

interface Judged {
  variants: { units: number; judged: number }[];
}

/** The lines that the page shows, run as they stand. */
const runModule = (code: string, key: string) =>
  promisify(execFile)(process.execPath, ["--input-type=module", "--eval", code], {
    env: { ...process.env, RETORT_KEY: key },
  });

const widthOver = (tab: Browser) =>
  tab.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

export const experimentsFlows = (place: () => Place) => {
  const api = () => new ApiClient(place().url, place().key);

  test("an experiment is made, watched, ramped up and stopped", async () => {
    const tab = await place().tab();
    await tab.goto("/experiments");
    await tab.shows("There is none yet.");
    await tab.press("New experiment");
    await tab.shows("a key with the scope “write” is needed");
    await enterKey(tab, place().key);
    await tab.shows("your key has to have the scope “write”");

    await tab.press("Start the experiment");
    await tab.shows("The experiment needs a name.");
    await tab.fill("Experiment's name", "Simulated users: which student");
    const choose = (i: number, id: string) =>
      tab.evaluate(`{
        const list = document.querySelectorAll("select.model")[${i}];
        list.value = ${JSON.stringify(id)};
        list.dispatchEvent(new Event("change", { bubbles: true }));
      }`);
    await choose(0, MODELS[0]);
    await tab.shows(`what answers the labels of ${MODELS[0]}`);
    await choose(1, MODELS[1]);
    await tab.fill("Weight, % of units", "90");
    await tab.shows("The weights sum to 140 %, not to 100 %.");
    await tab.press("Make them equal");
    await tab.press("Start the experiment");
    await tab.shows(`Nothing of ${MODELS[1]} and ${MODELS[0]} is judged yet.`);
    const id = await tab.evaluate<string>("location.pathname.split('/')[2]");
    expect(await tab.axe()).toEqual([]);

    const accuracies = { [MODELS[0]]: 0.7, [MODELS[1]]: 0.8 };
    await simulateUsers(api(), id, { users: 60, accuracies, seed: 17 });
    await tab.shows("Keep collecting: the difference lies between"); // by itself
    await tab.shows("after 60 judged units");
    await tab.press("Copy");
    await tab.shows(/Copied\.|Selected: copy it with Ctrl\+C\./);

    await tab.fill(`${MODELS[0]}, %`, "20");
    await tab.shows("The weights sum to 70 %, not to 100 %.");
    await tab.fill(`${MODELS[1]}, %`, "80");
    await tab.press("Change weights");
    await tab.shows("The weights are changed.");
    await tab.shows("80 %", "table");

    await tab.evaluate(CATCH_FILES);
    await tab.press("Save as NDJSON");
    await expect.poll(() => tab.evaluate("files.length")).toBe(1);
    const lines = (await tab.evaluate<string>("files[0]")).trim().split("\n");
    expect(lines).toHaveLength(60);
    expect(JSON.parse(lines[0]!)).toMatchObject({ unit: 1, weights: { [MODELS[0]]: 0.5 } });

    expect(await tab.axe()).toEqual([]);
    await tab.colours("dark");
    await tab.resize(390);
    expect(await tab.axe()).toEqual([]);
    await expect.poll(() => widthOver(tab)).toBe(0); // pictures take their new width in the next frame

    await tab.press("Stop…");
    await tab.shows("It answers nobody any more", "dialog[open]");
    await tab.press("Stop it");
    await tab.shows("Stopped undecided: the difference lies between");
    expect(await tab.evaluate("document.activeElement.getAttribute('aria-labelledby')")).toBe("manage-title");
    expect(await tab.strangers()).toEqual([]);

    await tab.press("Delete…");
    await tab.press("Delete it");
    await tab.shows("There is none yet.");
  });

  test("what the server refuses is told beside the form, which stays as it was", async () => {
    const { url, key } = place();
    const weights = MODELS.map((model) => ({ model, weight: 0.5 }));
    const body = { name: "Simulated users: taken", task: "text-classification", variants: weights };
    const { id } = await api().post<{ id: string }>("/v1/experiments", body);
    const tab = await place().tab(390);
    await tab.goto(LINK);
    await tab.has("select.model");
    await enterKey(tab, key);
    await tab.fill("Experiment's name", body.name);
    await tab.press("Start the experiment");
    await tab.shows("There is an experiment called Simulated users: taken already.", ".new-experiment");
    expect(await tab.evaluate("[...document.querySelectorAll('select.model')].map(({ value }) => value)")).toEqual(
      MODELS,
    );
    expect(await tab.axe()).toEqual([]);
    await tab.colours("dark");
    expect(await tab.axe()).toEqual([]);
    await expect.poll(() => widthOver(tab)).toBe(0); // pictures take their new width in the next frame
    await tab.click('input[value="shadow"]');
    await expect.poll(() => tab.text(".new-experiment")).not.toContain("Weight, % of units");

    const { key: reader } = await api().post<{ key: string }>("/v1/keys", { name: "reader", scopes: ["evaluate"] });
    await tab.goto("/experiments");
    await tab.evaluate(`sessionStorage.setItem("retort-key", ${JSON.stringify(reader)})`);
    await tab.goto(`/experiments/${id}`);
    await tab.press("Stop…");
    await tab.press("Stop it");
    await tab.shows('The API key does not have the scope "write".', "dialog[open]");

    await tab.goto("/experiments/exp-none");
    await tab.shows("There is no experiment exp-none.");
    expect(await tab.axe()).toEqual([]);
    expect(await tab.strangers()).toEqual([]);
    await fetch(`${url}/v1/experiments/${id}`, { method: "DELETE", headers: { authorization: `Bearer ${key}` } });
  });

  test("several candidates have a verdict each, and shadow mode tells agreement", async () => {
    const variants = ["sst2-teacher", ...MODELS].map((model) => ({ model }));
    const body = { name: "Simulated users: in the shadow", task: "text-classification", mode: "shadow", variants };
    const { id } = await api().post<{ id: string }>("/v1/experiments", body);
    await simulateUsers(api(), id, { users: 30, accuracies: { "sst2-teacher": 1 }, seed: 18 });
    const tab = await place().tab();
    await tab.goto(`/experiments/${id}`);
    await tab.shows("Agreement with the control");
    await tab.shows(/confidence sequences: \d /);
    await expect.poll(() => tab.count(".candidate h2")).toBe(2);
    expect(await tab.count(".candidate svg .band")).toBe(2);
    expect(await tab.axe()).toEqual([]);
    await tab.press("JavaScript");
    await tab.shows("performance.now()", "pre");
    expect(await tab.evaluate("location.search")).toBe("?code=JavaScript");
    const before = (await api().get<Judged>(`/v1/experiments/${id}`)).variants[0]!;
    await runModule(await tab.text("pre"), place().key);
    const after = (await api().get<Judged>(`/v1/experiments/${id}`)).variants[0]!;
    expect([after.units, after.judged]).toEqual([before.units + 1, before.judged + 1]);
    await tab.goto("/experiments?order=-n");
    await tab.shows("of the first candidate");
    expect(await tab.count("th[aria-sort=descending]")).toBe(1);
    expect(await tab.axe()).toEqual([]);
    await tab.colours("dark");
    expect(await tab.axe()).toEqual([]);
    await api().send("DELETE", `/v1/experiments/${id}`);
  });
};
