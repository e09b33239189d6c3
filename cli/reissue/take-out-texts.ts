/** Recorded runs without a text of their suites. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { KINDS } from "../../eval/kinds/index.ts";
import type { Kind } from "../../eval/kinds/kind.ts";
import { perturbRow } from "../../eval/kinds/perturb-row.ts";
import { perturbationNamed } from "../../eval/perturbations/index.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { Prediction } from "../../r2-assets/format/prediction.ts";
import type { Row, RowKind } from "../../r2-assets/format/rows.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";
import { kindOf, SuiteInfo } from "../../r2-assets/format/suite.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { runFolders } from "../assets/run-folders.ts";

/**
 * Rewrites the predictions under `<assets>/runs` that hold texts of their suite, and the digest in their records. `rowsOf` has
 * the rows of a suite. Returns the ids of the runs changed.
 *
 * Throws before a run is touched where its rows are other ones, where a text can't be taken out, or where the line would not
 * be byte for byte what it was once the rows are there again.
 */
export async function takeOutTexts(assets: string, rowsOf: (suite: SuiteInfo) => Promise<readonly Row[]>) {
  const changed: string[] = [];
  for (const folder of await runFolders(assets)) {
    const text = await readFile(join(folder, "run.json"), "utf8");
    const record = RunRecord.parse(JSON.parse(text));
    const run = record.id;
    const suite = SuiteInfo.parse(
      JSON.parse(await readFile(join(assets, "suites", record.suite, "suite.json"), "utf8")),
    );
    const { prediction: schema, textless } = KINDS[kindOf(suite)] as Kind;
    if (textless === null) continue;
    const lines = (await readFile(join(folder, "predictions.ndjson"), "utf8")).split("\n").filter(Boolean);
    const predictions = lines.map((line) => schema.parse(JSON.parse(line)));
    if (predictions.every((prediction) => textless.is(prediction))) continue;
    if (suite.sha256 !== record.suite_sha256) throw new Error(`${run} is on other rows than ${suite.id} has`);
    const asked = new Map((await rowsOf(suite)).map((row) => [row.id, asAsked(kindOf(suite), row, record)]));
    const without: Prediction[] = [];
    for (const [i, prediction] of predictions.entries()) {
      const row = asked.get(prediction.id);
      if (row == null) throw new Error(`${run}: there is no row ${prediction.id}`);
      const places = await textless.without(prediction, row, suite);
      if (typeof places === "string") throw new Error(`${run}: ${places}`);
      without.push(places);
      if (JSON.stringify(await textless.restored(places, row, suite)) !== lines[i])
        throw new Error(`${run}: the line of ${prediction.id} would not come back as it was`);
    }
    const ndjson = without.map((prediction) => `${JSON.stringify(prediction)}\n`).join("");
    const written = { ...JSON.parse(text), predictions_sha256: await sha256(ndjson) };
    await replaceFile(join(folder, "predictions.ndjson"), ndjson);
    await replaceFile(join(folder, "run.json"), `${JSON.stringify(written, null, 2)}\n`);
    changed.push(run);
  }
  return changed;
}

function asAsked(kind: RowKind, row: Row, { perturbation: name }: RunRecord): Row | null {
  if (name === undefined) return row;
  const perturbation = perturbationNamed(name);
  return perturbation === undefined ? null : perturbRow(kind, row as never, perturbation);
}
