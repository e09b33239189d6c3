/**
 * Takes the pictures of the page that the documents show, of a server that runs and has rows (`npm start -- --data DIR`):
 *
 *     node test/site/fill-experiment.ts http://localhost:8787       an experiment to be seen
 *     node test/site/pictures.ts http://localhost:8787              docs/pictures/page-*.webp
 *     node test/site/pictures.ts URL --only model,experiment
 *
 * The experiment is the newest that has a verdict, else the newest; the evaluation is the newest, and one is made where there is none.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type ApiClient, apiClient } from "../../cli/http/client.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { changed, comparisonPath, modelPath } from "../../site/address.ts";
import type { ExperimentList } from "../../site/api/experiments.ts";
import { startChromium } from "../engine-package/chromium.ts";
import { pictureOf } from "./picture.ts";

const STUDENT = "sst2-kronecker-19x";
const TEACHER = "sst2-teacher";
const SUITE = "glue/sst2";
const FOLDER = join(projectRoot, "docs/pictures");

/** The address of each view that has a picture, by its name. */
const VIEWS: Record<string, (api: ApiClient) => string | Promise<string>> = {
  first: () => `/${changed("", { task: SUITE, text: "The plot is thin, but the two leads carry it with charm." })}`,
  leaderboard: () => `/leaderboard${changed("", { suite: SUITE })}`,
  model: () => modelPath(STUDENT),
  comparison: () => comparisonPath(STUDENT, TEACHER, SUITE),
  evaluation: async (api) => `/evaluations/${await newestEvaluation(api)}`,
  experiment: async (api) => `/experiments/${await decidedExperiment(api)}`,
};

/** The one of these that is taken in dark, too. */
const DARK = "experiment";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, key: { type: "string" }, out: { type: "string", default: FOLDER } },
});
const [url] = positionals;
if (url === undefined) {
  console.error("Of which server? node test/site/pictures.ts URL");
  process.exit(2);
}
const names = options.only?.split(",") ?? Object.keys(VIEWS);
const unknown = names.find((name) => !Object.hasOwn(VIEWS, name));
if (unknown !== undefined) {
  console.error(`There is no view ${unknown}; there are ${Object.keys(VIEWS).join(", ")}`);
  process.exit(2);
}

const api = await apiClient({ url, ...(options.key !== undefined && { key: options.key }) });
await mkdir(options.out, { recursive: true });
const chromium = await startChromium();
try {
  for (const name of names) {
    const path = await VIEWS[name]!(api);
    for (const colours of name === DARK ? (["light", "dark"] as const) : (["light"] as const)) {
      for (const width of [1280, 390] as const) {
        const file = join(options.out, `page-${name}-${width}${colours === "dark" ? "-dark" : ""}.webp`);
        const picture = await pictureOf(chromium, { url: `${api.url}${path}`, width, colours });
        await writeFile(file, picture);
        console.log(`${file} ${picture.byteLength} bytes, ${path}`);
      }
    }
  }
} finally {
  await chromium.close();
}

async function decidedExperiment(api: ApiClient): Promise<string> {
  const { experiments } = await api.get<ExperimentList>("/v1/experiments");
  const one = experiments.find(({ verdict }) => verdict !== "not-yet") ?? experiments[0];
  if (one === undefined) throw new Error(`There is no experiment: node test/site/fill-experiment.ts ${url} makes one.`);
  return one.id;
}

async function newestEvaluation(api: ApiClient): Promise<string> {
  const { evals } = await api.get<{ evals: { id: string }[] }>("/v1/evals?status=complete&limit=1");
  if (evals[0] !== undefined) return evals[0].id;
  const { id } = await api.post<{ id: string }>("/v1/evals", { model: STUDENT, suite: SUITE, limit: 200 });
  for (let status = "queued"; status === "queued" || status === "running"; await sleep(500))
    ({ status } = await api.get<{ status: string }>(`/v1/evals/${id}`));
  return id;
}
