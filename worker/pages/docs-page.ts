import { html, raw } from "hono/html";

/** The one script of the page that is its own, which the page's policy knows by its digest (http/security-headers.ts). */
export const DOCS_SCRIPT = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#reference", deepLinking: true, validatorUrl: null });`;

/** The reference of the API, read from its OpenAPI document. What it loads lies beside it (cli/local/copy-assets.ts). */
export const docsPage = (title: string) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}: API reference</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <nav><a href="/">Retort</a> · lines to copy stand on each model's page, by the <a href="/leaderboard">leaderboard</a></nav>
    <div id="reference"></div>
    <noscript>The document itself: <a href="/openapi.json">/openapi.json</a></noscript>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script>${raw(DOCS_SCRIPT)}</script>
  </body>
</html>`;
