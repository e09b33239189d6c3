/**
 * A tagger in all of WikiANN's languages: strict span F1 of each, the means over all and over those that XtremeDistil has, with and
 * without dev rows whose tokens occur in train. From the newest plain run of each model on each suite `wikiann/<language>`, recorded
 * under `r2-assets/runs` or on a server. Prints Markdown; `docs/languages.md` is what it prints of the recorded runs.
 *
 *     node bench/languages/run.ts DATA [--url URL] [--against MODEL] MODEL…
 */
import { parseArgs } from "node:util";
import { projectRoot } from "../../cli/project-root.ts";
import { SUITES } from "../../eval/suites/index.ts";
import { languageFigure } from "./figures.ts";
import { recordedAnswers, servedAnswers } from "./read-answers.ts";
import { type Language, languagesPage } from "./report.ts";
import { seenRows } from "./seen-rows.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: "string" }, against: { type: "string" } },
});
const [data, ...models] = positionals;
if (data === undefined || models.length === 0)
  throw new Error("usage: node bench/languages/run.ts DATA [--url URL] [--against MODEL] MODEL…");

const answersOf = await (values.url === undefined ? recordedAnswers(projectRoot) : servedAnswers(values.url));
const suites = Object.keys(SUITES).filter((id) => id.startsWith("wikiann/"));
const languages: Language[] = [];
for (const [seed, suite] of suites.entries()) {
  const { seen, rows } = await seenRows(data, suite);
  const language: Language = { name: suite.slice("wikiann/".length), rows, seen: seen.size, models: {} };
  for (const model of models) {
    const answers = await answersOf(model, suite);
    const all = answers && languageFigure(answers.predictions, seed);
    if (!all) continue;
    const unseen = languageFigure(
      answers.predictions.filter(({ id }) => !seen.has(id)),
      seed,
    );
    language.models[model] = { all, unseen, sample: answers.run.sample ?? null };
  }
  if (Object.keys(language.models).length > 0) languages.push(language);
}
if (languages.length === 0) throw new Error(`there is no run of ${models.join(", ")} on a suite of WikiANN`);
console.log(languagesPage(languages, models, values.against));
