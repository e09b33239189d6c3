/**
 * Puts a calibration on the cards of the published models that classify texts, by what they answered in their recorded runs:
 *
 *     node cli/reissue/calibrate-main.ts [ASSETS]
 *
 * That renames their versions, and those of their students, whose cards name them; recorded runs are carried over. Weights, graphs and tokenizers stay the files
 * that they are. ASSETS: r2-assets, unless given.
 */
import { join } from "node:path";
import { projectRoot } from "../project-root.ts";
import { type Calibrated, calibratePublished } from "./calibrate.ts";
import { carryRuns } from "./carry-runs.ts";

const [assets = join(projectRoot, "r2-assets")] = process.argv.slice(2);

const done = await calibratePublished(assets);
for (const each of done) console.log(told(each));
const renamed = done.filter(({ before, after }) => before !== after);
const versions = new Map(renamed.map(({ id, before, after }) => [`${id}@${before}`, after]));
console.log(`${(await carryRuns(assets, versions)).length} recorded runs carried over`);

function told({ id, before, after, calibrating }: Calibrated): string {
  const name = before === after ? `${id}@${before}: as it was` : `${id}@${before} -> ${after}`;
  if (calibrating === null) return `${name}; no dev scores to calibrate by`;
  if (calibrating.kind === "none") return `${name}; not calibrated: ${calibrating.reason}`;
  const { temperature, rows, nll, ece } = calibrating.calibration;
  const change = ({ before, after }: typeof nll) => `${before.toFixed(4)} -> ${after.toFixed(4)}`;
  return `${name}; temperature ${temperature.toFixed(4)} by ${rows} rows, nll ${change(nll)}, ece ${change(ece)}`;
}
