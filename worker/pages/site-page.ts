import { html } from "hono/html";

/**
 * What every view begins as: enough to be read at once, and without scripts. What it loads is built by site/build.ts and lies beside it
 * (cli/local/copy-assets.ts).
 */
export const sitePage = () => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="Compressed BERT-class models, served and measured against their teachers.">
    <title>Retort</title>
    <link rel="icon" href="/site/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/site/style.css">
    <script type="module" src="/site/app.js"></script>
  </head>
  <body>
    <div id="page">
      <main>
        <h1>Retort</h1>
        <p>Compressed BERT-class models, served and measured against their teachers.</p>
        <p class="late">The page's script has not come yet. If nothing follows, load the page anew.</p>
        <noscript>
          <p>This page is drawn by a script. Without it:
            <a href="/v1/models">models</a>,
            <a href="/v1/suites">suites</a>,
            <a href="/v1/runs">runs</a>,
            <a href="/v1/leaderboard?suite=retort/reviews">a leaderboard</a>,
            <a href="/openapi.json">the API's document</a>.
          </p>
        </noscript>
      </main>
    </div>
  </body>
</html>`;
