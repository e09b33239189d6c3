/** Models beside each other in many languages, as Markdown. */
import { count, interval, percent, score, table } from "../markdown.ts";
import { type LanguageFigure, meanFigure, ratioFigure, SHARED } from "./figures.ts";

/** Of one language: its suite's size, and each model's figures by the model's name. */
export interface Language {
  name: string;
  rows: number;
  /** Of these, how many have tokens that occur in train. */
  seen: number;
  /** `unseen`: of rows whose tokens do not; null where none is left. */
  models: Record<string, { all: LanguageFigure; unseen: LanguageFigure | null; sample: number | null }>;
}

type Part = "all" | "unseen";
const PARTS: readonly Part[] = ["all", "unseen"];

/** The report as a page, with how it was made. */
export function languagesPage(languages: readonly Language[], models: readonly string[], against?: string): string {
  const options = against === undefined ? "" : ` --against ${against}`;
  return `# Names in ${languages.length} languages

WikiANN's dev splits, answered by the served models. Made by

    node bench/languages/run.ts DATA${options} ${models.join(" ")}

XtremeDistil (arXiv 2004.05686) has 0.8864 for its best student, 0.8646 for one of 50 coordinates a word and 200 units,
and 0.9186 for its teacher: means over 41 languages of other splits, not comparable with these.

${languagesReport(languages, models, against)}`;
}

/** `against`: the model whose means the others' are divided by. */
export function languagesReport(languages: readonly Language[], models: readonly string[], against?: string): string {
  const shared = languages.filter(({ name }) => SHARED.includes(name));
  return [
    summary(languages, models, `all ${languages.length} languages`, against),
    ...(shared.length > 0 ? [summary(shared, models, `the ${shared.length} that XtremeDistil has, too`, against)] : []),
    ofEach(languages, models),
    ...notes(languages, models),
  ].join("\n\n");
}

/** Means, spread and ratios over the languages in which every model has a run. */
function summary(languages: readonly Language[], models: readonly string[], title: string, against?: string): string {
  const common = languages.filter((language) => models.every((model) => model in language.models));
  const rows = models.flatMap((model) =>
    PARTS.map((part) => ({ model, part, figures: figuresOf(common, model, part) })),
  );
  const left = common.length < languages.length ? `, of which ${common.length} have runs of all models` : "";
  return `Mean over ${title}${left}\n\n${table(
    [
      { title: "model", of: ({ model }) => model },
      { title: "dev rows", of: ({ part }) => (part === "all" ? "all" : "not in train") },
      { title: "mean span F1", right: true, of: ({ figures }) => score(meanFigure(figures)?.mean) },
      { title: "95 % interval", of: ({ figures }) => interval(meanFigure(figures)?.ci95) },
      { title: "deviation", right: true, of: ({ figures }) => score(meanFigure(figures)?.deviation) },
      { title: "least", right: true, of: ({ figures }) => score(meanFigure(figures)?.least) },
      { title: "most", right: true, of: ({ figures }) => score(meanFigure(figures)?.most) },
      {
        title: `of ${against}`,
        of({ model, part, figures }) {
          const ratio = ratioOf(figures, model, against, figuresOf(common, against ?? "", part));
          return ratio && `${percent(ratio.ratio)} (${ratio.ci95.map((end) => percent(end)).join(" to ")})`;
        },
      },
    ],
    rows,
  )}`;
}

const figuresOf = (languages: readonly Language[], model: string, part: Part): LanguageFigure[] =>
  languages.flatMap((language) => language.models[model]?.[part] ?? []);

/** None where the two were not asked the same rows. */
function ratioOf(own: LanguageFigure[], model: string, against: string | undefined, other: LanguageFigure[]) {
  const alike = own.length === other.length && own.every(({ rows }, i) => rows === other[i]!.rows);
  return model !== against && own.length > 0 && alike ? ratioFigure(own, other) : null;
}

function ofEach(languages: readonly Language[], models: readonly string[]): string {
  return table<Language>(
    [
      { title: "language", of: ({ name }) => name },
      { title: "dev rows", right: true, of: ({ rows }) => count(rows) },
      { title: "in train", right: true, of: ({ rows, seen }) => percent(seen / rows) },
      ...models.flatMap((model) =>
        PARTS.map((part) => ({
          title: part === "all" ? model : "not in train",
          right: true,
          of: (language: Language) => score(language.models[model]?.[part]?.f1),
        })),
      ),
    ],
    languages,
  );
}

function notes(languages: readonly Language[], models: readonly string[]): string[] {
  const samples = new Set(
    languages.flatMap((language) => models.flatMap((model) => language.models[model]?.sample ?? [])),
  );
  return [
    "Strict span F1 of words' tags. Means are of languages, each counting alike; their intervals draw rows, not languages.",
    ...(samples.size > 0
      ? [
          `Samples of ${[...samples].map((n) => count(n)).join(" and ")} rows a language, those whose ids have the smallest checksums, where there are so many.`,
        ]
      : []),
  ];
}
