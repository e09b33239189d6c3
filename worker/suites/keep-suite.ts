/** From rows that were read to a suite that is known: what is stored where, and what runs that are here forbid. */
import { type Grouping, groupingOf } from "../../r2-assets/format/clusters.ts";
import { suiteClustersKey, suiteRowsKey } from "../../r2-assets/format/keys.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { dropStaleRows } from "../storage/drop-stale-rows.ts";
import { runStore } from "../storage/run-store.ts";
import { suiteStore } from "../storage/suite-store.ts";
import type { UploadedRows } from "./read-upload.ts";
import type { Uploader } from "./reserved.ts";

/** Rows that lie in the bucket. */
export interface StoredRows {
  sha256: string;
  /** What the suite says of which of them belong together; undefined where none do. */
  grouping: Grouping | undefined;
  /** Puts them there again. */
  again(): Promise<void>;
}

/** Stores rows, and the list of those that belong together where that takes one. */
export async function storeRows(
  { BUCKET }: Env,
  id: string,
  { canonical, clusters }: UploadedRows,
  behavioural: boolean,
): Promise<StoredRows> {
  const grouping = clusters && (await groupingOf(clusters, behavioural));
  const store = async () => {
    const sha256 = await canonical.store(BUCKET, id);
    const list = grouping?.told.clusters_sha256;
    if (grouping && list) await BUCKET.put(suiteClustersKey(id, sha256, list), grouping.ndjson);
    return sha256;
  };
  const again = async () => void (await store());
  return { sha256: await store(), grouping: grouping?.told, again };
}

/** Makes a suite known whose rows are stored, and deletes those that it replaces, at once or when no evaluation needs them. */
export async function makeKnown(env: Env, info: SuiteInfo, rows: StoredRows, by: Uploader): Promise<void> {
  const suites = suiteStore(env.DB);
  const { id, sha256 } = info;
  const replaced = await suites.put(info, "ready", by.key);
  if (replaced !== null) await dropStaleRows(env, id, replaced);
  // Another upload of this suite may have taken these rows for stale ones just before they became current.
  const isCurrent = (await suites.get(id))?.info.sha256 === sha256;
  if (isCurrent && (await env.BUCKET.head(suiteRowsKey(id, sha256))) === null) await rows.again();
}

/** Throws the 409 problem where runs that are here would show what they must not, or mean something else. */
export async function refuseContradiction(env: Env, before: SuiteInfo | undefined, info: SuiteInfo): Promise<void> {
  await refuseUncovering(env, before, info);
  await refuseRelabelling(env, before, info);
}

/**
 * A suite that was scored-only becomes public with the very rows that its runs are on, which its uploader then has, or not
 * at all: else predictions of those runs would show the gold of rows that were uploaded never to be shown.
 */
async function refuseUncovering(env: Env, before: SuiteInfo | undefined, { id, sha256, visibility }: SuiteInfo) {
  if (before?.visibility !== "scored-only" || visibility !== "public") return;
  if (!(await runStore(env.DB).hasOn(id, { otherThan: sha256 }))) return;
  const detail = `${id} is scored-only, and there are runs on other rows of it, whose gold would be shown: delete the suite first.`;
  throw new ProblemError(409, "suite-scored-only", detail);
}

/**
 * The same rows keep the order of their labels while there are runs on them: F1 is of the second label, so figures of before
 * and after would stand side by side and mean different things.
 */
async function refuseRelabelling(env: Env, before: SuiteInfo | undefined, { id, sha256, labels }: SuiteInfo) {
  if (before?.sha256 !== sha256 || before.labels?.join("\n") === labels?.join("\n")) return;
  if (!(await runStore(env.DB).hasOn(id, { sha256 }))) return;
  const detail = `There are runs on these rows of ${id} with the labels ${before.labels?.join(", ") ?? "unknown"}: delete the suite first.`;
  throw new ProblemError(409, "suite-labels", detail);
}
