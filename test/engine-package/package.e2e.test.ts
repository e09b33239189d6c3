/** `@retort/engine` as others get it, packed and unpacked: in Node, in workerd and in Chromium it answers as our Worker's engine does. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import budgets from "../../bench/weight/budgets.json" with { type: "json" };
import { projectRoot } from "../../cli/project-root.ts";
import { type StaticServer, serveFolders } from "../../packages/engine/example/static-server.ts";
import { noChromium, skipped, startChromium } from "./chromium.ts";
import { startDocumentedWorker } from "./documented-worker.ts";
import { testOfflinePage } from "./offline-page.ts";
import { type Project, projectWithPackage } from "./packed.ts";
import { answersOfOurWorker, QUESTIONS } from "./questions.ts";
import { testRefusals } from "./refusals.ts";
import { testRunning } from "./running.ts";
import { SMALLEST, type Surroundings } from "./surroundings.ts";

const run = promisify(execFile);

let project: Project;
let server: StaticServer;
let ours: unknown[];
beforeAll(async () => {
  [project, ours] = await Promise.all([projectWithPackage(), answersOfOurWorker()]);
  server = await serveFolders({ "": project.folder, models: join(projectRoot, "r2-assets/models") });
});
afterAll(async () => {
  await server?.close();
  await project?.remove();
});

/** The same code in Node and in a page: answers by kernels, each model loaded from its address. */
const ASK = `async function answersTo(questions, { loadModel }, models) {
  const answers = { relaxed: [], plain: [] };
  for (const kernels of Object.keys(answers))
    for (const { model: id, inputs, parameters, task } of questions) {
      const model = await loadModel(models + id, { kernels });
      answers[kernels].push(await model(inputs, { ...parameters, ...(task && { task }) }));
      model.release();
    }
  return answers;
}`;
const asked = () => `answersTo(${JSON.stringify(QUESTIONS)}, engine, "${server.url}/models/")`;

describe("our Worker's answers", () => {
  /** Scores go through `Math.exp`, whose last digit differs between versions of V8: Node 24's and workerd's, for one. */
  const nearly = (answer: unknown, i: number): unknown =>
    QUESTIONS[i]!.exact
      ? answer
      : JSON.parse(JSON.stringify(answer), (name, value) => (name === "score" ? expect.closeTo(value, 15) : value));

  test("Node gives them, logits to the last digit", async () => {
    const code = `import * as engine from "@retort/engine";\n${ASK}\nconsole.log(JSON.stringify(await ${asked()}));\n`;
    await writeFile(join(project.folder, "ask.mjs"), code);
    const { stdout } = await run(process.execPath, ["ask.mjs"], { cwd: project.folder, maxBuffer: 1e8 });
    expect(JSON.parse(stdout)).toEqual({ relaxed: ours.map(nearly), plain: ours.map(nearly) });
  });

  test.skipIf(noChromium)(`Chromium gives them, logits to the last digit${skipped}`, async () => {
    const chromium = await startChromium();
    try {
      const page = await chromium.page();
      await page.goto(`${server.url}/package.json`); // any page of the server's
      const loaded = 'import("/node_modules/@retort/engine/dist/browser.js")';
      const answers = await page.evaluate(`${ASK}; ${loaded}.then((engine) => ${asked()})`);
      expect(answers).toEqual({ relaxed: ours.map(nearly), plain: ours.map(nearly) });
    } finally {
      await chromium.close();
    }
  });

  test("the Worker that docs/engine.md shows gives them to the last digit in workerd", async () => {
    const worker = await startDocumentedWorker(project.folder);
    try {
      for (const [i, { model, inputs, parameters }] of QUESTIONS.entries()) {
        if (model !== SMALLEST) continue;
        const response = await fetch(worker.url, { method: "POST", body: JSON.stringify({ inputs, parameters }) });
        expect(await response.json()).toEqual(ours[i]);
      }
    } finally {
      await worker.stop();
    }
  });
});

test("what a page loads of it is within its budget", async () => {
  const files = await Promise.all(
    ["browser.js", "shared.js", "plain.wasm"].map((name) =>
      readFile(join(project.folder, "node_modules/@retort/engine/dist", name)),
    ),
  );
  const bytes = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).byteLength, 0);
  expect(bytes).toBeLessThan(budgets.engine_package_gzip_bytes);
});

testOfflinePage(() => join(project.folder, "node_modules/@retort/engine/dist"));
const surroundings = (): Surroundings => ({ project: project.folder, models: `${server.url}/models/` });
testRefusals(surroundings);
testRunning(surroundings);
