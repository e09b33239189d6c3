import { html, raw } from "hono/html";
import type { Card } from "../../r2-assets/format/card.ts";

export interface HomeModel extends Pick<Card, "id" | "task" | "method" | "parameters" | "bytes"> {
  version: string;
}

/** Known to the page's policy by its digest (http/security-headers.ts). */
export const HOME_STYLE = `
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #8884; }
      td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
      pre { overflow-x: auto; padding: 0.75rem; background: #8882; }
    `;

/** What runs here, and where to go on. `url`: as the reader reached it. `models`: null where that is not for everybody to know. */
export const homePage = (url: string, models: readonly HomeModel[] | null) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Retort</title>
    <style>${raw(HOME_STYLE)}</style>
  </head>
  <body>
    <h1>Retort</h1>
    <p>Compressed BERT-class models, served and measured against their teachers.</p>
    ${
      models === null
        ? html`<p>Everything but the reference needs an API key here.</p>`
        : models.length === 0
          ? html`<p>No model is here yet.</p>`
          : html`<table>
      <thead><tr><th>model</th><th>task</th><th>made by</th><th class="number">parameters</th><th class="number">MB</th></tr></thead>
      <tbody>${models.map(
        ({ id, version, task, method, parameters, bytes }) => html`
        <tr><td><a href="/v1/models/${id}@${version}">${id}</a></td><td>${task}</td><td>${method}</td><td class="number">${parameters.toLocaleString("en")}</td><td class="number">${(bytes / 1e6).toFixed(1)}</td></tr>`,
      )}
      </tbody>
    </table>
    <pre>curl -s ${url}/models/${exampleOf(models)} -H content-type:application/json -d '{"inputs":"a warm, funny film"}'</pre>`
    }
    <p>
      <a href="/docs">API reference</a> ·
      <a href="/openapi.json">OpenAPI document</a> ·
      <a href="/v1/models">models</a> ·
      <a href="/v1/suites">suites</a> ·
      <a href="/v1/runs">runs</a> ·
      <a href="/v1/leaderboard?suite=retort/reviews">a leaderboard</a>
    </p>
  </body>
</html>`;

const exampleOf = (models: readonly HomeModel[]): string =>
  (
    models.find(({ id }) => id.startsWith("sst2-")) ??
    models.find(({ task }) => task === "text-classification") ??
    models[0]!
  ).id;
