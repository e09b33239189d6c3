import { KINDS } from "../../eval/kinds/index.ts";
import type { RowClusters } from "../../eval/lines/cluster-book.ts";
import { createRowReader, type RowError, rowComplaint } from "../../eval/readers/row-reader.ts";
import { SUITES } from "../../eval/suites/index.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { ProblemError } from "../http/problem.ts";
import { CanonicalRows } from "../storage/suite-rows.ts";
import type { Description } from "./describe-upload.ts";

/** What was read of a suite: its rows, which of them belong together where some do, and what they tell of it. */
export interface UploadedRows {
  canonical: Pick<CanonicalRows<RowKind>, "store">;
  clusters: RowClusters | undefined;
  told: Partial<SuiteInfo> & Pick<SuiteInfo, "rows">;
}

/** Where a row goes, by its id and the value by which it is clustered. */
export type PlaceOf<P> = (id: string, group: string | undefined) => Promise<P>;

/**
 * Reads every line and puts its row where `placeOf` says; throws unless all are rows. Labels and the scheme of tags are the whole's in
 * every place, and counts a place's own.
 */
export const readUpload = <P>(
  description: Description,
  lines: AsyncIterable<string>,
  askedGroup: string | undefined,
  placeOf: PlaceOf<P>,
): Promise<Map<P, UploadedRows>> => readRows(kindOf(description), description, lines, askedGroup, placeOf);

async function readRows<K extends RowKind, P>(
  kind: K,
  { id: suite, labels: described }: Description,
  lines: AsyncIterable<string>,
  askedGroup: string | undefined,
  placeOf: PlaceOf<P>,
): Promise<Map<P, UploadedRows>> {
  const { idPrefix, spellings, groups, group } = SUITES[suite] ?? {};
  const reader = createRowReader(kind, { labels: described, idPrefix, spellings, groups, group, askedGroup });
  const newPlace = () => ({
    canonical: new CanonicalRows(kind),
    counts: KINDS[kind].upload.counts(),
    ids: new Set<string>(),
  });
  const places = new Map<P, ReturnType<typeof newPlace>>();
  for await (const line of lines) {
    const row = reader.push(line);
    if (row === undefined) continue;
    const name = await placeOf(row.id, reader.group());
    const place = places.get(name) ?? newPlace();
    places.set(name, place);
    place.canonical.add(row);
    place.counts.add(row);
    place.ids.add(row.id);
  }
  const outcome = reader.finish();
  if (outcome.kind === "refused") throw refusal(outcome.errors);
  const { labels, clusters, tag_scheme, repaired_spans } = outcome;
  const whole = {
    ...(labels && { labels }),
    ...(tag_scheme && { tag_scheme }),
    ...(repaired_spans && { repaired_spans }),
  };
  const uploaded = new Map<P, UploadedRows>();
  for (const [name, { canonical, counts, ids }] of places) {
    const told = { rows: ids.size, ...whole, ...counts.told() };
    uploaded.set(name, { canonical, clusters: clusters && clustersIn(clusters, ids), told });
  }
  return uploaded;
}

/** None where, of these rows, none belongs to another. */
function clustersIn({ group, clusters }: RowClusters, ids: ReadonlySet<string>): RowClusters | undefined {
  const own = clusters.map((cluster) => cluster.filter((id) => ids.has(id))).filter(({ length }) => length > 0);
  return own.length === ids.size ? undefined : { group, clusters: own };
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
