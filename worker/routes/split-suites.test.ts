/** Suites that are uploaded as two parts: which row is where, and what is refused. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { partOf } from "../../eval/sampling/split.ts";
import { suiteRowsKey } from "../../r2-assets/format/keys.ts";
import { keyStore } from "../storage/key-store.ts";
import { ask, expectJson, ndjson, putSuite } from "../test/api.ts";
import { ROWS, submit, uploadSplit, wrongEvery } from "../test/split-suite.ts";

const idsOf = async ({ id, sha256 }: { id: string; sha256: string }): Promise<string[]> =>
  (await (await env.BUCKET.get(suiteRowsKey(id, sha256)))!.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).id);

test("the rows are two suites that know each other, each with the labels of the whole", async () => {
  const { choose, report } = await uploadSplit();
  const whole = {
    task: "text-classification",
    labels: ["negative", "positive"],
    metrics: choose.metrics,
    status: "ready",
  };
  const split = { of: "own/films", share: 0.5 };
  expect(choose).toMatchObject({
    id: "own/films-choose",
    visibility: "public",
    split: { part: "choose", ...split },
    ...whole,
  });
  expect(report).toMatchObject({
    id: "own/films-report",
    visibility: "scored-only",
    split: { part: "report", ...split },
    ...whole,
  });
  const [open, sealed] = [await idsOf(choose), await idsOf(report)];
  expect([...open, ...sealed].sort()).toEqual(ROWS.map(({ id }) => id).sort());
  for (const id of sealed) expect(await partOf({ id }, "own/films", 0.5)).toBe("report");
  expect([choose.rows, report.rows]).toEqual([open.length, sealed.length]);
  expect(await expectJson(200, ask("/v1/suites/own/films-report"))).toEqual(report);
});

test("the same rows in another order are the same parts, and rows that come later move none", async () => {
  const first = await uploadSplit();
  const ids = { choose: await idsOf(first.choose), report: await idsOf(first.report) };
  const again = await expectJson(200, putSuite("own/films", [...ROWS].reverse()));
  expect(again).toEqual(first);
  const more = [...ROWS, ...ROWS.map((row) => ({ ...row, id: `late-${row.id}` }))];
  const grown = await expectJson(200, putSuite("own/films?split=0.5", more));
  for (const part of ["choose", "report"] as const)
    expect((await idsOf(grown[part])).filter((id) => !id.startsWith("late"))).toEqual(ids[part]);
});

describe("rows that belong together", () => {
  const grouped = ROWS.map((row, i) => ({ ...row, group: `page ${i % 15}` }));
  const partsOf = async (parts: { choose: { id: string; sha256: string }; report: { id: string; sha256: string } }) => {
    const pages = (ids: string[]) => new Set(ids.map((id) => Number(id.slice("row-".length)) % 15));
    return { choose: pages(await idsOf(parts.choose)), report: pages(await idsOf(parts.report)) };
  };

  test("are in one part, by their own group or by a column that is named", async () => {
    const parts = await uploadSplit(grouped);
    const { choose, report } = await partsOf(parts);
    expect([...choose].filter((page) => report.has(page))).toEqual([]);
    expect(choose.size + report.size).toBe(15);
    expect(parts.report).toMatchObject({ group: "group", clusters: report.size, split: { group: "group" } });
    const named = grouped.map(({ group, ...row }) => ({ ...row, text_b: group }));
    const other = await expectJson(201, putSuite("own/books?split=0.5&group=text_b", named));
    const pages = await partsOf(other);
    expect([...pages.choose].filter((page) => pages.report.has(page))).toEqual([]);
    expect(await expectJson(200, putSuite("own/books", named))).toEqual(other);
  });

  test("are not told apart afterwards, nor brought together", async () => {
    await uploadSplit(grouped);
    const by = (rows: readonly object[], path: string) => expectJson(409, putSuite(path, rows));
    expect(
      (
        await by(
          grouped.map((row, i) => ({ ...row, text_a: `${i % 7}` })),
          "own/films?group=text_a",
        )
      ).detail,
    ).toBe("own/films is split by group, and rows would change parts: delete it first, or take another name.");
    await expectJson(201, putSuite("own/books?split=0.5", ROWS));
    expect((await by(grouped, "own/books")).detail).toMatch(/^own\/books is split by ids, and rows would change parts/);
  });

  test("need more than one group in each part", async () => {
    const two = ROWS.map((row, i) => ({ ...row, group: i < 30 ? "one" : "two" }));
    const problems = await Promise.all(
      ["a", "b", "c", "d", "e", "f"].map((name) =>
        ask(`/v1/suites/own/${name}?split=0.5`, {
          method: "PUT",
          body: ndjson(two),
          headers: { "content-type": "application/x-ndjson" },
        }),
      ),
    );
    expect(new Set(problems.map(({ status }) => status))).toEqual(new Set([422]));
  });
});

describe("refused", () => {
  const refused = async (status: number, path: string, rows: readonly object[] = ROWS, key?: string) =>
    (await expectJson(status, putSuite(path, rows, key === undefined ? {} : { key }))).detail as string;

  test.each(["0", "1", "2", "-0.5", "abc", "", "NaN"])("a split of %j", async (share) => {
    expect(await refused(422, `own/films?split=${share}`)).toMatch(/give a share of the rows between 0 and 1, as 0.5/);
  });

  test("a built-in suite, from an admin, too", async () => {
    expect(await refused(422, "glue/sst2?split=0.5&other_rows=true")).toBe(
      "glue/sst2 comes with Retort, and all of its rows are public: split other rows, under another name.",
    );
  });

  test("parts that would tell their gold, or be empty", async () => {
    expect(await refused(422, "own/few?split=0.5", ROWS.slice(0, 8))).toMatch(
      /^Split at 0.5, own\/few-report would have \d of the rows, and a few figures would tell their gold/,
    );
    expect(await refused(422, "own/few?split=0.999999")).toMatch(
      /own\/few-choose would have none of the rows, and nothing/,
    );
    expect((await env.BUCKET.list({ prefix: "suites/own/few" })).objects).toEqual([]);
    await expectJson(404, ask("/v1/suites/own/few-choose"));
  });

  test("names that are taken, too long, or of parts", async () => {
    await expectJson(201, putSuite("own/whole", ROWS));
    expect(await refused(409, "own/whole?split=0.5")).toMatch(/^own\/whole is here as a whole/);
    await expectJson(201, putSuite("own/part-report", ROWS));
    expect(await refused(409, "own/part?split=0.5")).toMatch(
      /^own\/part-report, which would be a part of own\/part, is/,
    );
    expect(await refused(422, `own/${"x".repeat(86)}?split=0.5`)).toMatch(/at most 96 characters/);
    await uploadSplit();
    expect(await refused(409, "own/films-report")).toMatch(
      /^own\/films-report is a part of own\/films: upload all rows/,
    );
    expect(await refused(409, "own/films-choose?split=0.5")).toMatch(/^own\/films-choose is a part of own\/films/);
    expect((await expectJson(404, ask("/v1/suites/own/films"))).detail).toBe(
      "own/films is split: choose on own/films-choose, report on own/films-report.",
    );
  });

  test("another share, which would move rows", async () => {
    await uploadSplit();
    expect(await refused(409, "own/films?split=0.4")).toMatch(
      /^own\/films is split at 0.5, and rows would change parts/,
    );
  });

  test("another key's rows", async () => {
    const made = (name: string) => keyStore(env.DB).create(name, ["write"]);
    const [one, other] = [await made("one"), await made("other")];
    await expectJson(201, putSuite("own/mine?split=0.5", ROWS, { key: one.key }));
    await expectJson(200, putSuite("own/mine", ROWS, { key: one.key }));
    expect(await refused(403, "own/mine", ROWS, other.key)).toMatch(/was uploaded with another API key/);
  });

  test("a row that is none, with nothing left behind", async () => {
    const rows = `${ndjson(ROWS)}{"id":"odd"}\n`;
    await expectJson(422, putSuite("own/odd?split=0.5", rows));
    expect((await env.BUCKET.list({ prefix: "suites/own/odd" })).objects).toEqual([]);
  });
});

describe("deletion", () => {
  beforeEach(async () => {
    const { report } = await uploadSplit();
    await expectJson(201, submit("own/films-report", "one", await idsOf(report), wrongEvery(5)));
  });

  test("by the name of the whole takes both parts with their runs, and counts on when the rows come again", async () => {
    expect((await ask("/v1/suites/own/films", { method: "DELETE" })).status).toBe(204);
    expect((await expectJson(200, ask("/v1/runs"))).runs).toEqual([]);
    expect(await expectJson(200, ask("/v1/suites/own/films-report/looks"))).toMatchObject({
      suite_sha256: null,
      ...{ figures: 0, before: [{ figures: 1, times: 1, keys: 1 }] },
    });
    await expectJson(201, putSuite("own/films-report", ROWS));
    expect((await expectJson(200, ask("/v1/suites/own/films-report/looks"))).before).toMatchObject([{ figures: 1 }]);
    await ask("/v1/suites/own/films-report", { method: "DELETE" });
    await uploadSplit();
    expect(await expectJson(200, ask("/v1/suites/own/films/looks"))).toMatchObject({
      figures: 1,
      times: 1,
      before: [],
    });
    expect((await ask("/v1/suites/own/none", { method: "DELETE" })).status).toBe(404);
  });

  test("of one part leaves the other", async () => {
    expect((await ask("/v1/suites/own/films-choose", { method: "DELETE" })).status).toBe(204);
    await expectJson(200, ask("/v1/suites/own/films-report"));
    expect((await ask("/v1/suites/own/films", { method: "DELETE" })).status).toBe(204);
    await expectJson(404, ask("/v1/suites/own/films-report"));
  });
});
