import { KINDS } from "../../eval/kinds/index.ts";
import { SUITES } from "../../eval/suites/index.ts";
import type { Grouping } from "../../r2-assets/format/clusters.ts";
import type { SuiteTask } from "../../r2-assets/format/names.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import {
  type AnswerScriptName,
  kindOf,
  type MetricName,
  type SuiteInfo,
  type TagsRead,
} from "../../r2-assets/format/suite.ts";
import { ProblemError } from "../http/problem.ts";

/** What an upload says of its suite besides the rows. */
export interface Asked {
  task?: SuiteTask;
  behavioural?: boolean;
  visibility?: SuiteInfo["visibility"];
  labels?: string[];
  metrics?: MetricName[];
  script?: AnswerScriptName;
  licence?: string;
  source?: string;
  /** The column whose equal values make a cluster of rows. */
  group?: string;
  /** Other rows than the built-in suite of this name is known by. */
  other_rows?: boolean;
}

/** All of a suite but what its rows will tell, and where those come from. */
export type Description = Omit<
  SuiteInfo,
  "rows" | "tests" | "unanswerable" | keyof TagsRead | keyof Grouping | "sha256" | "licence" | "source"
>;

/**
 * Where the rows come from: what the upload says, or what was known of the very same rows. A built-in suite's own source is
 * not taken for granted: whoever uploads other rows under its name would have them shown as the official ones.
 */
export function provenanceOf(asked: Asked, known: SuiteInfo | undefined, sha256: string) {
  const same = known?.sha256 === sha256 ? known : undefined;
  return {
    licence: asked.licence ?? same?.licence ?? "not stated",
    source: asked.source ?? same?.source ?? "uploaded",
  };
}

/** Metrics that uploads get, and those that they may ask for. */
const allowed = (kind: RowKind): readonly MetricName[] => [...KINDS[kind].metrics, ...KINDS[kind].upload.moreMetrics];

const invalid = (slug: string, detail: string) => new ProblemError(422, slug, detail);

/**
 * What the upload asks for, else what is built in, else what was known before. `looksBehavioural` decides where none of
 * them tells what the rows are. Throws the 422 problem where they disagree.
 */
export function describeUpload(
  id: string,
  known: SuiteInfo | undefined,
  asked: Asked,
  looksBehavioural: boolean,
): Description {
  const builtIn = SUITES[id];
  const task = asked.task ?? known?.task ?? builtIn?.task ?? "text-classification";
  if (builtIn !== undefined && task !== builtIn.task)
    throw invalid("task-mismatch", `${id} is a ${builtIn.task} suite, not a ${task} one.`);
  const behavioural = builtIn
    ? builtIn.behavioural === true
    : (asked.behavioural ?? (looksBehavioural && task === "text-classification"));
  if (asked.behavioural !== undefined && asked.behavioural !== behavioural)
    throw invalid("task-mismatch", `${id} is ${behavioural ? "a" : "no"} behavioural suite.`);
  if (behavioural && task !== "text-classification")
    throw invalid("task-mismatch", `Behavioural suites test text-classification models, not ${task} ones.`);

  const kind = kindOf({ task, ...(behavioural && { behavioural }) });
  // Of a suite that was something else before, only who may see it still counts.
  const before = known && kindOf(known) === kind ? known : undefined;
  const labels = labelsOf(kind, asked.labels, before?.labels, builtIn && { id, labels: builtIn.labels });
  const script = scriptOf(kind, asked.script, builtIn?.script ?? before?.script, builtIn !== undefined);
  const label_map = builtIn?.label_map ?? before?.label_map;
  return {
    id,
    task,
    ...(behavioural && { behavioural }),
    ...(labels && { labels: [...labels] }),
    ...(label_map && { label_map }),
    ...(script && { script }),
    metrics: metricsOf(kind, asked.metrics) ?? [...(builtIn?.metrics ?? before?.metrics ?? KINDS[kind].metrics)],
    visibility: asked.visibility ?? known?.visibility ?? "public",
  };
}

function labelsOf(
  kind: RowKind,
  asked: readonly string[] | undefined,
  before: readonly string[] | undefined,
  builtIn: { id: string; labels?: readonly string[] } | undefined,
): readonly string[] | undefined {
  const { labels: read, labelsFromRows } = KINDS[kind].upload;
  if (asked && read === null) throw invalid("label-mismatch", `A ${kind} suite has no labels.`);
  const wanted = asked && read?.(asked);
  if (builtIn?.labels === undefined) return wanted ?? (labelsFromRows ? undefined : before);
  if (wanted && wanted.join() !== builtIn.labels.join())
    throw invalid("label-mismatch", `The labels of ${builtIn.id} are ${builtIn.labels.join(", ")}.`);
  return builtIn.labels;
}

function scriptOf(
  kind: RowKind,
  asked: AnswerScriptName | undefined,
  known: AnswerScriptName | undefined,
  builtIn: boolean,
): AnswerScriptName | undefined {
  const { script } = KINDS[kind].upload;
  if (script === null) {
    if (asked) throw invalid("script-mismatch", `A ${kind} suite is scored by no script of question answering.`);
    return undefined;
  }
  if (builtIn && asked && asked !== known)
    throw invalid("script-mismatch", `The answers of this suite are scored by ${known}.`);
  return asked ?? known ?? script;
}

function metricsOf(kind: RowKind, asked: MetricName[] | undefined): MetricName[] | undefined {
  const odd = asked?.find((metric) => !allowed(kind).includes(metric));
  if (odd !== undefined)
    throw invalid("metric-mismatch", `${odd} is no metric of a ${kind} suite; those are ${allowed(kind).join(", ")}.`);
  return asked;
}
