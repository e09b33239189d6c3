import { KINDS } from "../../eval/kinds/index.ts";
import { createRowReader, type RowError, rowComplaint } from "../../eval/readers/row-reader.ts";
import { SUITES } from "../../eval/suites/index.ts";
import { suiteRowsKey } from "../../r2-assets/format/keys.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { kindOf, SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { dropStaleRows } from "../storage/drop-stale-rows.ts";
import { runStore } from "../storage/run-store.ts";
import { CanonicalRows } from "../storage/suite-rows.ts";
import { type KnownSuite, suiteStore } from "../storage/suite-store.ts";
import { type Asked, type Description, describeUpload, provenanceOf } from "./describe-upload.ts";
import { firstRow } from "./first-row.ts";
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
    const [whole] = (await readUpload(description, all, async () => WHOLE)).values();
    const { canonical, ...found } = whole!;
    stored = await canonical.store(env.BUCKET, id);
    refuseOtherRows(id, before, stored, asked, by);
    const provenance = provenanceOf(asked, before?.info, stored);
    const info = SuiteInfo.parse({ ...description, ...found, ...provenance, sha256: stored });
    await refuseContradiction(env, before?.info, info);
    await makeKnown(env, info, canonical, by);
    return info;
  } catch (error) {
    if (unready) await suites.mark(id, "absent", "registering"); // unless another upload has made it ready
    if (stored !== undefined) await dropStaleRows(env, id, stored);
    throw error;
  }
}

const WHOLE = "whole";

/** Makes a suite known whose rows are stored. */
export async function makeKnown(env: Env, info: SuiteInfo, rows: Pick<CanonicalRows<RowKind>, "store">, by: Uploader) {
  const suites = suiteStore(env.DB);
  const { id, sha256 } = info;
  const replaced = await suites.put(info, "ready", by.key);
  if (replaced !== null) await dropStaleRows(env, id, replaced);
  // Another upload of this suite may have taken these rows for stale ones just before they became current.
  const isCurrent = (await suites.get(id))?.info.sha256 === sha256;
  if (isCurrent && (await env.BUCKET.head(suiteRowsKey(id, sha256))) === null) await rows.store(env.BUCKET, id);
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

/** Reads every line, and puts each row where `placeOf` says; throws unless all are rows. By place what is there, with what is true of the whole. */
export const readUpload = <P extends string>(
  description: Description,
  lines: AsyncIterable<string>,
  placeOf: (row: RowOf[RowKind]) => Promise<P>,
) => readRows(kindOf(description), description, lines, placeOf);

async function readRows<K extends RowKind, P extends string>(
  kind: K,
  description: Description,
  lines: AsyncIterable<string>,
  placeOf: (row: RowOf[K]) => Promise<P>,
) {
  const { idPrefix, spellings, groups } = SUITES[description.id] ?? {};
  const reader = createRowReader(kind, { labels: description.labels, idPrefix, spellings, groups });
  const newPlace = () => ({ canonical: new CanonicalRows(kind), counts: KINDS[kind].upload.counts(), rows: 0 });
  const places = new Map<P, ReturnType<typeof newPlace>>();
  for await (const line of lines) {
    const row = reader.push(line);
    if (row === undefined) continue;
    const name = await placeOf(row);
    const place = places.get(name) ?? newPlace();
    places.set(name, place);
    place.canonical.add(row);
    place.counts.add(row);
    place.rows++;
  }
  const outcome = reader.finish();
  if (outcome.kind === "refused") throw refusal(outcome.errors);
  const { labels, tag_scheme, repaired_spans } = outcome;
  const ofAll = {
    ...(labels && { labels }),
    ...(tag_scheme && { tag_scheme }),
    ...(repaired_spans && { repaired_spans }),
  };
  return new Map(
    [...places].map(([name, { canonical, counts, rows }]) => [name, { canonical, rows, ...ofAll, ...counts.told() }]),
  );
}

/** 400 when something is no JSON at all, else 422. */
function refusal(errors: readonly RowError[]): ProblemError {
  const malformed = errors.find(({ kind }) => kind === "malformed");
  const complaint = rowComplaint(malformed ?? errors[0]!);
  return new ProblemError(
    malformed ? 400 : 422,
    malformed ? "malformed-json" : "invalid-rows",
    `${complaint[0]!.toUpperCase()}${complaint.slice(1)}.`,
    errors.map((error) => ({ path: error.line === 0 ? "" : `line ${error.line}`, message: error.message })),
  );
}
