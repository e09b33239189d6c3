/** Submitted predictions against a suite's rows: checked, judged and tallied in one pass over the rows. */

import type { Clusters } from "../../eval/kinds/clusters.ts";
import { KINDS } from "../../eval/kinds/index.ts";
import type { Judging, Tally } from "../../eval/kinds/kind.ts";
import { openTally } from "../../eval/kinds/statistic-of.ts";
import { inBlocks, type Turn } from "../../eval/statistics/in-blocks.ts";
import { TagsSeen } from "../../eval/tags/tags-seen.ts";
import type { Prediction } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { kindOf, type SuiteInfo, type TagsRead } from "../../r2-assets/format/suite.ts";
import { rowsInTurns } from "../runtime/rows-in-turns.ts";
import { STEPS_PER_ROW } from "../runtime/work-in-turns.ts";
import { byteLines } from "../storage/byte-lines.ts";
import { getRows } from "../storage/suite-rows.ts";

/** What is wrong with a submission: the place in the body, and one sentence. */
export interface Mistake {
  path: string;
  message: string;
}

export type ScoredSubmission =
  | { kind: "scored"; ndjson: string; tally: Tally<Prediction>; tags: TagsRead }
  | { kind: "refused"; mistakes: Mistakes }
  | { kind: "absent" };

const LISTED = 20;

/** Counts every mistake and spells out the first ones: a wrong file has the same one on each line. */
export class Mistakes {
  readonly first: Mistake[] = [];
  count = 0;

  add(path: string, message: string): void {
    this.count++;
    if (this.first.length < LISTED) this.first.push({ path, message });
  }
}

/** `absent`: the bucket has no rows. Throws DamagedError. Every row needs exactly one prediction; rows are judged in their order. */
export async function scoreSubmission(
  bucket: R2Bucket,
  info: SuiteInfo,
  clusters: Clusters | null,
  predictions: readonly unknown[],
  turn: Turn,
): Promise<ScoredSubmission> {
  const mistakes = new Mistakes();
  const kind = kindOf(info);
  const items = await byId(kind, predictions, mistakes, turn);
  const tags = tagsOf(items, mistakes);
  // Items whose id can't be read would show up as missing rows, too.
  if (mistakes.count > 0) return { kind: "refused", mistakes };
  const object = await getRows(bucket, info.id, info.sha256);
  if (object === null) return { kind: "absent" };
  const { ndjson, tally } = await judged(
    kind,
    { info, clusters },
    rowsInTurns(byteLines(object.body), turn),
    items,
    mistakes,
  );
  for (const [id, { index }] of items) mistakes.add(`predictions.${index}.id`, `the suite has no row ${quoted(id)}`);
  return mistakes.count > 0 ? { kind: "refused", mistakes } : { kind: "scored", ndjson, tally, tags };
}

interface Item {
  index: number;
  item: unknown;
}

async function byId(
  kind: RowKind,
  predictions: readonly unknown[],
  mistakes: Mistakes,
  turn: Turn,
): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  await inBlocks({ times: predictions.length, steps: STEPS_PER_ROW, turn }, (index) => {
    const item = predictions[index];
    const parsed = KINDS[kind].submission.safeParse(item);
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      mistakes.add(["predictions", index, ...issue.path].map(String).join("."), issue.message);
      return;
    }
    const { id } = parsed.data;
    const twin = items.get(id);
    if (twin === undefined) items.set(id, { index, item });
    else mistakes.add(`predictions.${index}.id`, `${quoted(id)} is there twice, first as predictions.${twin.index}`);
  });
  return items;
}

/** How the items' tags are written, all together; notes where they are two spellings in one. */
function tagsOf(items: ReadonlyMap<string, Item>, mistakes: Mistakes): TagsRead {
  const seen = new TagsSeen();
  for (const { index, item } of items.values()) {
    const { tags } = item as { tags?: unknown };
    if (!isTexts(tags)) continue;
    const conflict = seen.add(tags.map((tag) => tag.trim()));
    if (conflict) mistakes.add(`predictions.${index}.tags.${conflict.at}`, conflict.message);
  }
  return seen.told();
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === "string");

/** Takes each row's item out of `items`: those left over belong to no row. */
async function judged<K extends RowKind>(
  kind: K,
  { info: suite, clusters }: { info: Judging; clusters: Clusters | null },
  rowLines: AsyncIterable<Uint8Array>,
  items: Map<string, Item>,
  mistakes: Mistakes,
) {
  const { row: schema, submitted, judge } = KINDS[kind];
  const tally = openTally(kind, suite, clusters);
  const lines: string[] = [];
  const decoder = new TextDecoder();
  for await (const line of rowLines) {
    const row = schema.parse(JSON.parse(decoder.decode(line)));
    const found = items.get(row.id);
    items.delete(row.id);
    if (found === undefined) {
      mistakes.add("predictions", `row ${quoted(row.id)} has no prediction`);
      continue;
    }
    const answer = submitted(found.item, row, suite);
    if (typeof answer === "string") {
      mistakes.add(`predictions.${found.index}`, `row ${quoted(row.id)}: ${answer}`);
    } else if (mistakes.count === 0) {
      const prediction = judge(row, answer, suite);
      tally.add(prediction);
      lines.push(JSON.stringify(prediction));
    }
  }
  return { ndjson: lines.map((line) => `${line}\n`).join(""), tally: tally as unknown as Tally<Prediction> };
}

const quoted = (id: string) => JSON.stringify(id.slice(0, 100));
