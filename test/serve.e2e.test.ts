/** `retort serve` from outside: its log, its pages in a browser, and what the server in front of the Worker hands out by itself. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureAdminKey } from "../cli/dev-vars.ts";
import { ApiClient } from "../cli/http/client.ts";
import { openLocalStorage } from "../cli/state/storage.ts";
import { suiteRowsKey } from "../r2-assets/format/keys.ts";
import { noChromium, type Page, skipped, startChromium } from "./engine-package/chromium.ts";
import { type ServeProcess, startServe } from "./fixtures/serve-process.ts";

const SECRET = "nobody may read this sentence";

let folder: string;
let server: ServeProcess;
let adminKey: string;
/** Where the bucket has the rows of a suite that is scored-only. */
let rowsKey: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-doors-"));
  await mkdir(join(folder, "assets"));
  adminKey = (await ensureAdminKey()).key;
  server = await startServe([
    ...["--port", "0", "--state", join(folder, "state"), "--assets", join(folder, "assets")],
    ...["--no-warm", "--log"],
  ]);
  const api = new ApiClient(server.url, adminKey);
  const rows = [0, 1].map((label) => JSON.stringify({ id: `row-${label}`, text_a: SECRET, label }));
  const query = "labels=negative,positive&visibility=scored-only";
  const { sha256 } = await api.json<{ sha256: string }>("PUT", `/v1/suites/test/hidden?${query}`, {
    body: { type: "application/x-ndjson", data: rows.join("\n") },
  });
  rowsKey = suiteRowsKey("test/hidden", sha256);
});

afterAll(async () => {
  await server?.stop("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

test("--log prints a line for each request, in which there is neither key nor text", async () => {
  const line = '"method":"PUT","route":"/v1/suites/:a/:b","status":201,';
  await expect.poll(() => server.output()).toContain(line);
  const lines = server.output().split("\n");
  expect(JSON.parse(lines.find((one) => one.includes(line))!)).toMatchObject({ log: "request", key: "admin" });
  for (const secret of [SECRET, adminKey]) expect(server.output()).not.toContain(secret);
});

const API = "explorer/api";

test.each([
  ["the explorer", "local/explorer"],
  ["the explorer by its old name", "explorer"],
  ["what the explorer can do", `local/${API}`],
  ["the explorer's buckets", `local/${API}/r2/buckets`],
  ["a bucket's objects", `local/${API}/r2/buckets/retort/objects`],
  ["an object, by the explorer", () => `local/${API}/r2/buckets/retort/objects/${encodeURIComponent(rowsKey)}`],
  ["the explorer's databases", `local/${API}/d1/database`],
  ["an object, by the public bucket", () => `local/r2/public/retort/${rowsKey}`],
  ["the same with its slashes encoded", () => `local/r2/public/retort/${encodeURIComponent(rowsKey)}`],
  ["the same by its old name", () => `handler/r2/public/retort/${rowsKey}`],
  ["an object, by the S3 API", () => `local/r2/s3/retort/${rowsKey}`],
])("%s is not there", async (_, path) => {
  for (const method of ["GET", "POST"]) {
    const url = `${server.url}/cdn-cgi/${typeof path === "string" ? path : path()}`;
    const answer = await fetch(url, { method, redirect: "manual" });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    expect(await answer.text()).not.toContain(SECRET);
  }
});

/** What a page's policy has forbidden since it was opened. */
const violations = (page: Page) =>
  page.evaluate<string[]>(`new Promise((resolve) => {
    const told = (reports) => reports.map(({ body }) => body.effectiveDirective + " " + body.blockedURL);
    const observer = new ReportingObserver((reports) => resolve(told(reports)), { types: ["csp-violation"], buffered: true });
    observer.observe();
    setTimeout(() => resolve(told(observer.takeRecords())), 200);
  })`);

const INLINE = `document.body.append(Object.assign(document.createElement("script"), { text: "window.ran = true" }))`;

test.skipIf(noChromium)(`the page runs under its policy, which runs no other script${skipped}`, async () => {
  const chromium = await startChromium();
  try {
    const page = await chromium.page();
    await page.goto(`${server.url}/`);
    await expect.poll(() => page.evaluate("document.querySelectorAll('nav a').length")).toBeGreaterThan(3);
    expect(await page.evaluate("getComputedStyle(document.body).margin")).toBe("0px");
    expect(await violations(page)).toEqual([]);
    await page.evaluate(INLINE);
    expect(await page.evaluate("window.ran ?? false")).toBe(false);
    expect(await violations(page)).toEqual(["script-src-elem inline"]);
  } finally {
    await chromium.close();
  }
});

test.skipIf(noChromium)(`the reference shows every route and asks one, under its policy${skipped}`, async () => {
  const chromium = await startChromium();
  try {
    const page = await chromium.page();
    await page.goto(`${server.url}/docs`);
    const count = (what: string) => page.evaluate<number>(`document.querySelectorAll(${JSON.stringify(what)}).length`);
    await expect.poll(() => count(".opblock")).toBeGreaterThan(30);
    const click = (what: string) => page.evaluate(`document.querySelector(${JSON.stringify(what)}).click()`);
    const route = "#operations-models-get_v1_models";
    for (const step of [".opblock-control-arrow", ".try-out__btn", ".execute"]) {
      await expect.poll(() => count(`${route} ${step}`)).toBeGreaterThan(0);
      await click(`${route} ${step}`);
    }
    const answer = `document.querySelector("${route} .live-responses-table .microlight")?.textContent ?? ""`;
    await expect.poll(() => page.evaluate(answer)).toContain('"models"');
    expect(await violations(page)).toEqual([]);
    await page.evaluate(INLINE);
    expect(await page.evaluate("window.ran ?? false")).toBe(false);
  } finally {
    await chromium.close();
  }
});

test("the rows lay where they were asked for", async () => {
  await server.stop("SIGTERM");
  const storage = await openLocalStorage(join(folder, "state"));
  expect(await (await storage.BUCKET.get(rowsKey))!.text()).toContain(SECRET);
  await storage.close();
});
