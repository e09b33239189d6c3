/** The one table of a compression, and what follows from it. */
import { metrics } from "../../eval/metrics/registry.ts";
import { type ColumnOf, type Report, section } from "../report/report.ts";
import { fraction } from "../ui/figures.ts";
import type { Compression, LeftOut, Loss, MeasuredModel } from "./result.ts";
import { megabytes } from "./words.ts";

export function compressReport(result: Compression): Report {
  const { task, metric, measured_on, latency, models, left_out, advice, smoke } = result;
  const [teacher] = models as [MeasuredModel];
  return {
    title: `${task}: ${counted(models.length - 1, "student")} against their teacher, as served, on ${measured_on.rows} ${measured_on.split} rows${smoke ? " (smoke: the figures mean nothing)" : ""}`,
    lines: [`limits: ${limitsText(result)}`],
    sections: [
      section("models", columns(teacher, result), models, {
        notes: [
          `difference: ${metrics[metric].title} less the teacher's on the same rows; kept: the interval rules out that it loses more than ${result.budget.loss}, lost: it says so, open: so many rows can't tell`,
          `ms: median of one text of ${latency.tokens} tokens, ${latency.method}; ${latency.machine}`,
          ...busyNote(result),
          ...roundingNotes(result),
          "front: no other model is as small, as good and as fast, and better in one of these",
        ],
      }),
      section<LeftOut>(
        "not trained",
        [
          { title: "student", name: "model", format: "text", of: ({ name }) => name },
          { title: "bytes", name: "bytes", format: "count", of: ({ bytes }) => bytes },
          { title: "because", name: "reason", format: "text", of: ({ reason }) => reason },
        ],
        left_out,
      ),
      section("advice", [], [], { notes: advice.sentences }),
      section("what this does not know", [], [], { notes: advice.unknown }),
      section("next", [], [], { notes: advice.next }),
    ].filter(({ rows, notes }) => rows.length + notes.length > 0),
    about: { task, suite: measured_on.suite, split: measured_on.split, rows: measured_on.rows, metric },
    json: result,
  };
}

/** By the machine's words: `AMD EPYC, 2 cores, node …`. */
function busyNote({ latency: { load, machine } }: Compression): string[] {
  const cores = Number(/, (\d+) cores/.exec(machine)?.[1] ?? Number.POSITIVE_INFINITY);
  if (load <= cores + 0.5) return []; // the measuring itself keeps one or two
  return [
    `the machine was busy, ${load} processes on ${cores} cores: an idle one is faster; another --requests takes times anew`,
  ];
}

/** Served scores that are not those of the trained model, on the same rows. */
function roundingNotes({ models, measured_on }: Compression): string[] {
  if (measured_on.split !== "dev") return [];
  return models.flatMap(({ name, trained, train_seconds, score }) =>
    train_seconds === null || // judged by other rows, perhaps
    trained === null ||
    score.value === null ||
    Math.abs(score.value - trained) < NOTEWORTHY
      ? []
      : [`${name}: ${fraction(trained)} as trained; what it is stored in makes it ${fraction(score.value)}`],
  );
}

/** Half a point in a hundred. */
const NOTEWORTHY = 0.005;

const counted = (n: number, what: string) => (n === 1 ? `1 ${what}` : `${n} ${what}s`);

const limitsText = ({ budget: { bytes, ms, loss } }: Compression) =>
  [
    bytes === null ? "any size" : `${megabytes(bytes)} of weights`,
    ms === null ? "any time" : `${ms} ms`,
    `a loss of ${loss} at most`,
  ].join(", ");

const LOSS: Readonly<Record<Loss, string>> = { kept: "kept", lost: "lost", open: "open" };

const MISSED = { bytes: "size", ms: "time", loss: "loss" } as const;

function columns(teacher: MeasuredModel, { metric, budget }: Compression): ColumnOf<MeasuredModel>[] {
  const isStudent = (model: MeasuredModel) => model !== teacher;
  const perturbations = Object.keys(teacher.perturbed ?? {});
  return [
    { title: "model", name: "model", format: "text", of: ({ name }) => name },
    { title: "method", name: "method", format: "text", of: ({ method }) => method },
    { title: "bytes", name: "bytes", format: "count", of: ({ bytes }) => bytes },
    {
      title: "smaller",
      name: "compression_bytes",
      format: "ratio",
      of: (model) => (isStudent(model) ? teacher.bytes / model.bytes : null),
    },
    { title: "parameters", name: "parameters", format: "count", of: ({ parameters }) => parameters },
    { title: `${metric} [95 % interval]`, name: metric, format: "figure", of: ({ score }) => score },
    {
      title: "difference [95 % interval]",
      name: "difference",
      format: "signed-figure",
      of: ({ difference }) => difference,
    },
    { title: "verdict", name: "verdict", format: "text", of: ({ loss }) => loss && LOSS[loss] },
    ...perturbations.map(
      (name): ColumnOf<MeasuredModel> => ({
        title: name,
        name,
        format: "figure",
        of: ({ perturbed }) => perturbed?.[name],
      }),
    ),
    { title: "ms", name: "p50", format: "tenths", of: ({ latency }) => latency.p50 },
    {
      title: "faster",
      name: "speedup",
      format: "ratio",
      of: (model) => (isStudent(model) ? teacher.latency.p50 / model.latency.p50 : null),
    },
    {
      title: "fits",
      name: "fits",
      format: "text",
      of: (model) => {
        if (!isStudent(model) && budget.bytes === null && budget.ms === null) return null;
        return model.misses.length === 0 ? "yes" : `not ${model.misses.map((miss) => MISSED[miss]).join(", ")}`;
      },
    },
    { title: "front", name: "front", format: "text", of: ({ front }) => (front ? "yes" : "no") },
  ];
}
