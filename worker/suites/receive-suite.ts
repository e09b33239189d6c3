import { SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { dropStaleRows } from "../storage/drop-stale-rows.ts";
import { type KnownSuite, suiteStore } from "../storage/suite-store.ts";
import { type Asked, describeUpload, provenanceOf } from "./describe-upload.ts";
import { firstRow } from "./first-row.ts";
import { makeKnown, refuseContradiction, storeRows } from "./keep-suite.ts";
import { readUpload } from "./read-upload.ts";
import { refuseOtherRows, refuseStrangers, type Uploader } from "./reserved.ts";

/**
 * Takes a suite from the lines of its upload and makes it known. Nothing is stored before every line is read and found
 * right; nothing stays when something fails. Rows that this upload replaces are deleted, at once or when the evaluations
 * pinned to them are over. Throws the problem that says what is wrong, with line numbers.
 */
export async function receiveSuite(
  env: Env,
  id: string,
  before: KnownSuite | null,
  asked: Asked,
  lines: AsyncGenerator<string>,
  by: Uploader,
): Promise<SuiteInfo> {
  refuseStrangers(id, before, asked, by);
  const suites = suiteStore(env.DB);
  const unready = before !== null && before.status !== "ready";
  if (unready) await suites.mark(id, "registering");
  let stored: string | undefined;
  try {
    const { looksBehavioural, all } = await firstRow(lines);
    const description = describeUpload(id, before?.info, asked, looksBehavioural);
    const [whole] = (await readUpload(description, all, asked.group, async () => "whole")).values();
    const rows = await storeRows(env, id, whole!, description.behavioural === true);
    stored = rows.sha256;
    refuseOtherRows(id, before, stored, asked, by);
    const provenance = provenanceOf(asked, before?.info, stored);
    const told = { ...whole!.told, ...rows.grouping };
    const info = SuiteInfo.parse({ ...description, ...told, ...provenance, sha256: stored });
    await refuseContradiction(env, before?.info, info);
    await makeKnown(env, info, rows, by);
    return info;
  } catch (error) {
    if (unready) await suites.mark(id, "absent", "registering"); // unless another upload has made it ready
    if (stored !== undefined) await dropStaleRows(env, id, stored);
    throw error;
  }
}
