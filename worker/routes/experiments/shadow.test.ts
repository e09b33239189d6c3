import { env } from "cloudflare:workers";
import { beforeEach, expect, test, vi } from "vitest";
import { assignmentStore } from "../../storage/assignment-store.ts";
import { ask, expectJson } from "../../test/api.ts";
import { publish } from "../../test/artefacts.ts";
import { begin, inferAs, judge, report } from "../../test/experiments.ts";

beforeEach(() => publish("teacher", "student", "tagger", "intents", "topics", "moods", "moods8"));

const models = (...names: string[]) => names.map((name, i) => ({ model: `tiny-${name}`, name: `${i}` }));
const shadow = (...names: string[]) => begin({ mode: "shadow", variants: models(...names) });

const TEXTS = ["a warm film", "a dull plot", "funny", "slow and never moving", "but the story", "good good good"];

/** Until every candidate has answered. */
const behind = () =>
  expect
    .poll(() => env.DB.prepare("SELECT COUNT(*) AS n FROM experiment_answers WHERE others IS NULL").first("n"))
    .toBe(0);

test("the control answers everybody, the others behind it; labels tell who was right", async () => {
  const { id } = await shadow("teacher", "student", "teacher");
  const labels: string[][] = [];
  for (const [i, inputs] of TEXTS.entries()) {
    const { variant, answer, assignment } = await expectJson(200, inferAs(id, `unit-${i}`, { inputs }));
    expect(variant).toBe("0");
    const [other] = await expectJson(200, ask("/models/tiny-student", { body: { inputs } }));
    labels.push([answer[0][0].label, other[0].label]);
    expect((await judge(id, assignment, { label: "positive" })).status).toBe(204);
  }
  await behind();
  const rights = (i: number) => labels.filter((pair) => pair[i] === "positive").length;
  const agree = labels.filter(([a, b]) => a === b).length;
  expect(agree).toBeLessThan(TEXTS.length); // else the texts show nothing
  const { variants, differences } = await report(id);
  const common = { units: 6, answers: 6, judged: 6, n: 6 };
  expect(variants).toMatchObject([
    { ...common, weight: 1, accuracy: { value: rights(0) / 6 }, agreement: null },
    { ...common, weight: 0, accuracy: { value: rights(1) / 6 }, agreement: { n: 6, value: agree / 6 } },
    { ...common, weight: 0, accuracy: { value: rights(0) / 6 }, agreement: { n: 6, value: 1 } },
  ]);
  expect(differences).toMatchObject([
    { variant: "1", against: "0", n: 6, value: (rights(1) - rights(0)) / 6 },
    { variant: "2", against: "0", n: 6, value: 0 },
  ]);
  const [line] = (await (await ask(`/v1/experiments/${id}/assignments`)).text()).split("\n");
  expect(JSON.parse(line!).others).toEqual({
    "1": { label: labels[0]![1], agrees: labels[0]![0] === labels[0]![1] },
    "2": { label: labels[0]![0], agrees: true },
  });
});

test("of two labels, whether the control was right tells all", async () => {
  const { id } = await shadow("teacher", "student");
  const { assignment } = await expectJson(200, inferAs(id, "a", { inputs: TEXTS[0] }));
  await judge(id, assignment, { correct: false });
  await behind();
  const { variants } = await report(id);
  const agreed = variants[1].agreement.value === 1;
  expect([variants[0].accuracy.value, variants[1].accuracy.value]).toEqual([0, agreed ? 0 : 1]);
});

test("of more labels it takes the label, and of entities nothing tells of the others", async () => {
  const topics = await begin({ name: "topics", mode: "shadow", variants: models("topics", "topics") });
  const { assignment } = await expectJson(200, inferAs(topics.id, "a"));
  expect((await expectJson(422, judge(topics.id, assignment, { correct: true }))).detail).toBe(
    "In shadow mode an answer of more than two labels is judged by the right label: correct says nothing of the others.",
  );
  const entities = await begin({
    ...{ name: "entities", task: "token-classification", mode: "shadow", variants: models("tagger", "intents") },
  });
  const { assignment: tagged } = await expectJson(200, inferAs(entities.id, "a", { inputs: "Ada lived in London" }));
  expect((await judge(entities.id, tagged, { correct: true })).status).toBe(204);
  await behind();
  const { variants, difference } = await report(entities.id);
  expect(variants[0]).toMatchObject({ n: 1, accuracy: { value: 1 } });
  expect(variants[1]).toMatchObject({ n: 0, accuracy: null, agreement: { n: 1 } });
  expect(difference.n).toBe(0);
});

test("of several labels a text the models agree where the same ones hold, each by its own thresholds", async () => {
  const task = "multi-label-classification";
  const { id } = await begin({ name: "moods", task, mode: "shadow", variants: models("moods", "moods8") });
  const held = async (name: string, inputs: string) => {
    const body = { inputs, parameters: { threshold: "card" } };
    const [scores] = await expectJson(200, ask(`/models/tiny-${name}`, { body }));
    return scores.map(({ label }: { label: string }) => label).sort();
  };
  let agree = 0;
  for (const [i, inputs] of TEXTS.entries()) {
    await expectJson(200, inferAs(id, `unit-${i}`, { inputs }));
    if (`${await held("moods", inputs)}` === `${await held("moods8", inputs)}`) agree++;
  }
  const { assignment, answer } = await expectJson(
    200,
    inferAs(id, "more", { inputs: TEXTS[0], parameters: { function_to_apply: "none" } }),
  );
  expect(answer[0]).toHaveLength(3);
  expect((await expectJson(422, judge(id, assignment, { label: "joy" }))).detail).toBe(
    "Answers of multi-label-classification are judged by correct: true or false, not by a label.",
  );
  expect((await judge(id, assignment, { correct: true })).status).toBe(204);
  await behind();
  const { variants } = await report(id);
  expect(variants[0]).toMatchObject({ answers: 7, n: 1, accuracy: { value: 1 } });
  // Logits were asked for once: nobody knows what holds then.
  expect(variants[1]).toMatchObject({ accuracy: null, agreement: { n: 6, value: agree / 6 } });
});

test("a candidate that never answered is waited for for a minute, and then counts as none", async () => {
  const { id } = await shadow("teacher", "student");
  const { assignment } = await expectJson(200, inferAs(id, "a"));
  await judge(id, assignment, { label: "positive" });
  await behind();
  await env.DB.prepare("UPDATE experiment_answers SET others = NULL").run(); // as after a crash
  expect((await report(id)).variants[0]).toMatchObject({ answers: 0, n: 0 });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  try {
    const { variants, difference } = await report(id);
    expect(variants).toMatchObject([
      { answers: 1, n: 1 },
      { answers: 0, n: 0, agreement: null },
    ]);
    expect(difference.n).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("a word that comes after the minute, or after the fold, is written nowhere", async () => {
  const { id } = await shadow("teacher", "student");
  const { assignment } = await expectJson(200, inferAs(id, "a"));
  await behind();
  const others = () => env.DB.prepare("SELECT others FROM experiment_answers").first<string | null>("others");
  const { othersAnswered } = assignmentStore(env.DB);
  await env.DB.prepare("UPDATE experiment_answers SET others = NULL").run();
  await othersAnswered(assignment, [null], new Date(Date.now() + 60_000));
  expect(await others()).toBeNull();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  try {
    await report(id);
  } finally {
    vi.useRealTimers();
  }
  await othersAnswered(assignment, [null], new Date(0));
  expect(await others()).toBeNull();
});
