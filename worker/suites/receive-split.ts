import { partOf } from "../../eval/sampling/split.ts";
import { SUITES } from "../../eval/suites/index.ts";
import { SuiteId } from "../../r2-assets/format/names.ts";
import { SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { mayTell } from "../evaluation/may-tell.ts";
import { ProblemError } from "../http/problem.ts";
import { findParts, PARTS, type Part, partName } from "../lookups/find-parts.ts";
import { dropStaleRows } from "../storage/drop-stale-rows.ts";
import { type KnownSuite, suiteStore } from "../storage/suite-store.ts";
import { type Asked, describeUpload, provenanceOf } from "./describe-upload.ts";
import { firstRow } from "./first-row.ts";
import { makeKnown, refuseContradiction, storeRows } from "./keep-suite.ts";
import { readUpload, type UploadedRows } from "./read-upload.ts";
import { refuseStrangers, type Uploader } from "./reserved.ts";

/** A suite that was uploaded as two. */
export type Split = Record<Part, SuiteInfo> & { isNew: boolean };

/**
 * Takes the lines of an upload as two suites, told apart by `partOf`: one to choose on, as it was asked for, and a sealed one to report
 * on, which is always scored-only. Both have the labels and the tag scheme of the whole. The sealed part is made known first and no row
 * ever changes parts, so that a row is never in both, whatever fails in between. Throws the problem that says what is wrong.
 */
export async function receiveSplit(
  env: Env,
  of: string,
  share: number,
  asked: Asked,
  lines: AsyncGenerator<string>,
  by: Uploader,
): Promise<Split> {
  const before = await findParts(env, of);
  const known = (before.report ?? before.choose)?.info.split;
  await refuseNames(env, of, before);
  for (const part of PARTS) refuseStrangers(partName(of, part), before[part], asked, by);
  if (known !== undefined && known.share !== share) throw otherSplit(of, `at ${known.share}`);
  const stored = new Map<string, string>();
  try {
    const { looksBehavioural, all } = await firstRow(lines);
    const description = describeUpload(of, before.choose?.info, asked, looksBehavioural);
    let group = asked.group ?? known?.group;
    const read = await readUpload(description, all, group, (id, value) => {
      if (value !== undefined) group ??= "group";
      return partOf({ id, group: value }, of, share);
    });
    if (known !== undefined && known.group !== group) throw otherSplit(of, `by ${known.group ?? "ids"}`);
    const keep = async (part: Part) => {
      const rows = read.get(part);
      if (rows === undefined || !isEnough(part, rows)) throw unfitPart(of, part, rows, share);
      const id = partName(of, part);
      const kept = await storeRows(env, id, rows, description.behavioural === true);
      stored.set(id, kept.sha256);
      const info = SuiteInfo.parse({
        ...description,
        ...{ ...rows.told, ...kept.grouping },
        ...provenanceOf(asked, before[part]?.info, kept.sha256),
        ...{ id, sha256: kept.sha256, split: { part, of, share, ...(group !== undefined && { group }) } },
        ...(part === "report" && { visibility: "scored-only" }),
      });
      await refuseContradiction(env, before[part]?.info, info);
      return { info, kept };
    };
    const [report, choose] = [await keep("report"), await keep("choose")];
    for (const { info, kept } of [report, choose]) await makeKnown(env, info, kept, by);
    return { choose: choose.info, report: report.info, isNew: before.report === null };
  } catch (error) {
    for (const [id, sha256] of stored) await dropStaleRows(env, id, sha256);
    throw error;
  }
}

/** Throws the 409 problem for rows of one part by themselves: which rows it has is a matter of their ids. */
export function refusePart(known: KnownSuite | null): void {
  const split = known?.info.split;
  if (split === undefined) return;
  const detail = `${known!.info.id} is a part of ${split.of}: upload all rows to ${split.of}, or delete the part first.`;
  throw new ProblemError(409, "suite-split", detail);
}

/** Throws the problem of a suite that can't be split. */
async function refuseNames({ DB }: Env, of: string, before: Record<Part, KnownSuite | null>): Promise<void> {
  const split = (status: 409 | 422, detail: string) => new ProblemError(status, "suite-split", detail);
  if (Object.hasOwn(SUITES, of))
    throw split(422, `${of} comes with Retort, and all of its rows are public: split other rows, under another name.`);
  if ((await suiteStore(DB).get(of)) !== null)
    throw split(
      409,
      `${of} is here as a whole, which shows the rows to be sealed: delete it first, or take another name.`,
    );
  for (const part of PARTS) {
    const id = partName(of, part);
    const named = SuiteId.safeParse(id);
    if (!named.success) throw split(422, `${id}: ${named.error.issues[0]!.message}.`);
    const taken = Object.hasOwn(SUITES, id) || (before[part] === null && (await suiteStore(DB).get(id)) !== null);
    if (taken) throw split(409, `${id}, which would be a part of ${of}, is a suite by itself: take another name.`);
  }
}

/** Split otherwise, rows on which somebody has chosen would be sealed, or sealed ones shown. */
function otherSplit(of: string, how: string): ProblemError {
  const detail = `${of} is split ${how}, and rows would change parts: delete it first, or take another name.`;
  return new ProblemError(409, "suite-split", detail);
}

const isEnough = (part: Part, { told, clusters }: UploadedRows): boolean =>
  (part === "choose" || mayTell(told.rows, "scored-only")) && (clusters === undefined || clusters.clusters.length > 1);

function unfitPart(of: string, part: Part, rows: UploadedRows | undefined, share: number): ProblemError {
  const [there, why] =
    rows?.clusters?.clusters.length === 1
      ? [`one group of ${rows.told.rows} rows`, "which have neither interval nor test"]
      : part === "choose"
        ? ["none of the rows", "and nothing would be left to choose on"]
        : [`${rows?.told.rows ?? 0} of the rows`, "and a few figures would tell their gold"];
  const detail = `Split at ${share}, ${partName(of, part)} would have ${there}, ${why}: give more rows, or another share.`;
  return new ProblemError(422, "suite-split", detail);
}
