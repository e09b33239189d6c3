import {
  legalShapes,
  type PricedShape,
  planFlops,
  rankFor,
  type ShapeChoice,
  shapeFor,
} from "../../trainer/factorise/plan.ts";
import { CliError } from "../cli-error.ts";
import { type ColumnOf, MOST_LINES, type Report, section } from "../report/report.ts";
import { fitSection } from "./fit-section.ts";
import type { PartFit } from "./part-fits.ts";
import { shapeText, times } from "./plan-text.ts";

export interface MatrixQuestion extends ShapeChoice {
  matrix: readonly [out: number, width: number];
  /** How many times smaller it should be. */
  compression?: number | undefined;
  /** Every legal shape, and not those alone that are worth a look. */
  all?: boolean | undefined;
}

/** A legal shape beside what it replaces. */
interface Line extends PricedShape {
  compression: number;
  /** The truncated SVD that stores no more numbers; null where not even rank 1 is that small. */
  svd_rank: number | null;
}

/**
 * The legal factor shapes of one matrix: all of them; else those around the pick for a target compression; else the
 * picks for 2, 4, 8, … times smaller. Throws CliError where there is none.
 */
export function matrixReport(question: MatrixQuestion, fits?: readonly PartFit[]): Report {
  const { matrix, terms = 1, table = false, compression } = question;
  const shapes = legalShapes(matrix, question);
  const name = `${table ? "table of " : ""}${matrix.join("x")}${terms === 1 ? "" : `, ${terms} terms`}`;
  if (shapes.length === 0)
    throw new CliError(`no ${terms}-term product of two factors is smaller than ${matrix.join("x")}`);
  const pick = compression === undefined ? undefined : pickFor(question, compression);
  const lines = shownShapes(shapes, question, pick).map((shape) => lineOf(matrix, shape));
  const dense = planFlops(matrix, { kind: "dense" });
  return {
    title: `${name}: ${shapes.length} legal shapes; dense it has ${matrix[0] * matrix[1]} parameters${table ? "" : ` and takes ${dense} FLOPs a vector`}`,
    lines:
      pick === undefined ? [] : [`for ${compression} times smaller: ${shapeText(pick)}, ${pick.parameters} parameters`],
    sections: [
      section("shapes", columns(pick, table), lines, {
        notes: [
          "rank: the most that the product can have; SVD: the rank that stores no more numbers",
          ...(lines.length < shapes.length
            ? [`${lines.length} of ${shapes.length} are shown, --all lists them all`]
            : []),
        ],
      }),
      ...(fits === undefined ? [] : [fitSection(fits)]),
    ],
    json: {
      matrix,
      terms,
      table,
      parameters: matrix[0] * matrix[1],
      flops: dense,
      ...(pick && { pick: lineOf(matrix, pick) }),
      shapes: lines,
      ...(fits && { fits }),
    },
  };
}

/** The largest shape that is so many times smaller. Throws CliError where none is that small. */
export function pickFor({ matrix, ...choice }: MatrixQuestion, compression: number): PricedShape {
  try {
    return shapeFor(matrix, compression, choice);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const [least] = legalShapes(matrix, choice);
    const most = least === undefined ? "" : `: ${times((matrix[0] * matrix[1]) / least.parameters)} times is the most`;
    throw new CliError(
      `no ${choice.terms ?? 1}-term shape makes ${matrix.join("x")} ${compression} times smaller${most}`,
    );
  }
}

function shownShapes(
  shapes: readonly PricedShape[],
  question: MatrixQuestion,
  pick?: PricedShape,
): readonly PricedShape[] {
  if (question.all) return shapes;
  if (pick !== undefined) {
    const at = shapes.findIndex((shape) => isSame(shape, pick));
    return shapes.slice(Math.max(0, at - Math.floor(MOST_LINES / 2)), at + Math.ceil(MOST_LINES / 2));
  }
  const smallest = (question.matrix[0] * question.matrix[1]) / shapes[0]!.parameters;
  const targets = Array.from({ length: Math.floor(Math.log2(smallest)) }, (_, i) => 2 ** (i + 1));
  const picks = targets.map((target) => pickFor(question, target));
  return picks.filter((shape, i) => !picks.slice(0, i).some((before) => isSame(before, shape)));
}

const isSame = (x: PricedShape, y: PricedShape) => `${x.a}` === `${y.a}`;

function lineOf(matrix: readonly [number, number], shape: PricedShape): Line {
  return {
    ...shape,
    compression: (matrix[0] * matrix[1]) / shape.parameters,
    svd_rank: shape.parameters < matrix[0] + matrix[1] ? null : rankFor(matrix, shape.parameters),
  };
}

const columns = (pick: PricedShape | undefined, table: boolean): ColumnOf<Line>[] => [
  { title: "A", name: "a", format: "text", of: ({ a }) => a.join("x") },
  { title: "B", name: "b", format: "text", of: ({ b }) => b.join("x") },
  { title: "parameters", name: "parameters", format: "count", of: ({ parameters }) => parameters },
  { title: "smaller", name: "compression", format: "ratio", of: ({ compression }) => compression },
  { title: "FLOPs", name: "flops", format: "count", of: ({ flops }) => (table ? null : flops) },
  { title: "rank", name: "rank", format: "count", of: ({ rank }) => rank },
  { title: "SVD", name: "svd_rank", format: "count", of: ({ svd_rank }) => svd_rank },
  { title: "", name: "pick", format: "text", of: (line) => (pick && isSame(line, pick) ? "<- the pick" : null) },
];
