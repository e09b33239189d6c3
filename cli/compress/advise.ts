/** Beside the recommendation: what the figures don't know, and what to type next. */
import { relative } from "node:path";
import type { Question } from "./recommend.ts";
import type { Compression } from "./result.ts";

export interface About {
  task: string;
  split: "dev" | "test";
  smoke: boolean;
  /** The state folder in which the models are served. */
  state: string;
}

/** `ship`: the name of what is recommended; null where nothing is. */
export function adviceOn(
  question: Question,
  about: About,
  ship: string | null,
): Pick<Compression["advice"], "unknown" | "next"> {
  return { unknown: unknownOf(question, about), next: nextOf(question, about, ship) };
}

function unknownOf({ models, rows }: Question, { split, smoke }: About): string[] {
  const [, ...students] = models;
  const detectable = students.flatMap(({ detectable }) => detectable || []); // 0 where two models never differ
  const widest =
    detectable.length === 0
      ? []
      : [`; differences below ${Math.max(...detectable).toFixed(4)} may go unseen in ${rows} rows (power 80 %)`];
  return [
    ...(smoke
      ? ["A smoke run: tiny trainings on a few rows, to see whether every step works. Its figures mean nothing."]
      : []),
    `${
      split === "dev"
        ? "Measured on dev, which also chose among the epochs of each training: all scores are slightly flattering"
        : "Measured on test, which has chosen nothing"
    }${widest.join("")}.`,
    "One training a model: another seed gives other figures (`retort train --seeds`). Rows of another kind than these, and other machines, were not looked at.",
  ];
}

function nextOf({ models }: Question, { state }: About, ship: string | null): string[] {
  const shipped = models.find(({ name }) => name === ship);
  const { model, folder } = shipped ?? models[0]!;
  const here = (path: string) => relative(process.cwd(), path) || ".";
  return [
    `serve all of them here, ${model} among them: npx retort serve --state ${here(state)}`,
    ...(shipped === undefined
      ? []
      : [
          `check it and put it among the models that a deployment takes along: npx retort publish ${here(folder)}`,
          `send it to your bucket (docs/deploy.md): npx retort upload ${model} --bucket NAME`,
        ]),
  ];
}
