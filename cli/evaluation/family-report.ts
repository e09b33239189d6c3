import type { FamilyComparison } from "../../eval/reports/comparison.ts";
import { type ColumnOf, type Report, section } from "../report/report.ts";
import { fraction, interval } from "../ui/figures.ts";
import { clusterNote } from "./cluster-note.ts";
import { DIFFERENCE, LEFT_OUT, sideFigure, slicesSection, subsetNotes } from "./comparison-sections.ts";
import { looksNotes } from "./looks-notes.ts";
import { nameOf } from "./run-report.ts";

/** One line for each model held against the first, p as tested and after Holm. Slices are for files. */
export function familyReport(answer: FamilyComparison): Report {
  const { family } = answer;
  const [{ suite, metric, n, a, models, looks }] = family as [FamilyComparison["family"][number]];
  const alike = family.every((pair) => pair.n === n); // else rows are left out, others of each pair
  return {
    title: alike ? `${suite}, ${n} rows, ${metric}` : `${suite}, ${metric}`,
    lines: [
      `${nameOf(models.a)}: ${fraction(a)} ${interval(models.a.ci95)} (run ${models.a.run}); differences are its score less the other's`,
    ],
    sections: [
      section<FamilyComparison["family"][number]>(
        "models",
        [
          { title: "model", name: "model", format: "text", of: (pair) => nameOf(pair.models.b) },
          {
            title: `${metric} [95 % interval]`,
            name: metric,
            format: "figure",
            of: (pair) => sideFigure(pair.b, pair.models.b, pair),
          },
          ...DIFFERENCE.filter(({ name }) => !OF_ONE_PAIR.includes(name) && !(alike && name === "n")).flatMap(
            (column) => (column.name === "p_value" ? [column, HOLM] : [column]),
          ),
          { title: "run", name: "run", format: "text", of: (pair) => pair.models.b.run },
        ],
        family,
        {
          notes: [
            `p Holm: adjusted for ${family.length} comparisons; the family is fixed before looking`,
            ...clusterNote(family.map(({ clusters }) => clusters)),
            ...(family.some(({ left_out }) => left_out) ? [LEFT_OUT] : []),
            ...subsetNotes([models.a, ...family.map((pair) => pair.models.b)]),
            ...looksNotes(suite, looks),
          ],
        },
      ),
      ...family.map((pair) => slicesSection(pair, true)),
    ],
    json: answer,
  };
}

const HOLM: ColumnOf<FamilyComparison["family"][number]> = {
  title: "p Holm",
  name: "p_holm",
  format: "p",
  of: ({ p_holm }) => p_holm,
};
/** Of one pair, where there is room. */
const OF_ONE_PAIR = ["mid_p", "randomisation_p"];
