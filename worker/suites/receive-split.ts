import { partOf, type SplitRow } from "../../eval/sampling/split.ts";
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
import { makeKnown, readUpload, refuseContradiction } from "./receive-suite.ts";
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
  await refuseNames(env, of, before);
  for (const part of PARTS) refuseStrangers(partName(of, part), before[part], asked, by);
  refuseOtherShare(of, share, before);
  const stored = new Map<string, string>();
  try {
    const { looksBehavioural, all } = await firstRow(lines);
    const description = describeUpload(of, before.choose?.info, asked, looksBehavioural);
    const read = await readUpload(description, all, (row: SplitRow) => partOf(row, of, share));
    const [choose, report] = [read.get("choose"), read.get("report")];
    if (choose === undefined) throw emptyPart(of, "choose", 0, share);
    if (report === undefined || !mayTell(report.rows, "scored-only"))
      throw emptyPart(of, "report", report?.rows ?? 0, share);
    const keep = async (part: Part, { canonical, ...found }: typeof choose) => {
      const id = partName(of, part);
      const sha256 = await canonical.store(env.BUCKET, id);
      stored.set(id, sha256);
      const info = SuiteInfo.parse({
        ...description,
        ...found,
        ...provenanceOf(asked, before[part]?.info, sha256),
        ...{ id, sha256, split: { part, of, share } },
        ...(part === "report" && { visibility: "scored-only" }),
      });
      await refuseContradiction(env, before[part]?.info, info);
      return { info, canonical };
    };
    const kept = { report: await keep("report", report), choose: await keep("choose", choose) };
    for (const part of ["report", "choose"] as const) await makeKnown(env, kept[part].info, kept[part].canonical, by);
    return { choose: kept.choose.info, report: kept.report.info, isNew: before.report === null };
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

/** With another share rows on which somebody has chosen would be sealed, or sealed ones shown. */
function refuseOtherShare(of: string, share: number, { choose, report }: Record<Part, KnownSuite | null>): void {
  const known = (report ?? choose)?.info.split?.share;
  if (known === undefined || known === share) return;
  const detail = `${of} is split at ${known}, and rows would change parts: delete it first, or take another name.`;
  throw new ProblemError(409, "suite-split", detail);
}

function emptyPart(of: string, part: Part, rows: number, share: number): ProblemError {
  const why = part === "choose" ? "nothing would be left to choose on" : "its gold could be told from a few figures";
  const detail = `Split at ${share}, ${partName(of, part)} would have ${rows} of the rows, and ${why}: give more rows, or another share.`;
  return new ProblemError(422, "suite-split", detail);
}
