/** An evaluation as it is being asked for; kept for this tab, so that nothing is lost by looking elsewhere. */
import type { PerturbationName } from "../../../eval/perturbations/perturbation.ts";
import type { ModelSummary, SuiteSummary } from "../../api/models.ts";

export interface Draft {
  model: string;
  suite: string;
  /** All rows, the first so many, or a sample. */
  rows: "all" | "limit" | "sample";
  count: string;
  /** Empty: texts as they are. */
  perturbation: PerturbationName | "";
  /** Empty: what the server tries first. */
  runtime: "" | "engine" | "ort";
}

export const NEW: Draft = { model: "", suite: "", rows: "all", count: "100", perturbation: "", runtime: "" };

/** What each perturbation does to a text, for those who choose one. */
export const PERTURBED: Record<PerturbationName, string> = {
  CharTypos: "letters swapped, dropped, doubled or replaced",
  KeyboardTypos: "letters of neighbouring keys",
  Misspellings: "words misspelt as people do",
  WordSplits: "words cut in two",
  Case: "capitals throughout, none, or mixed",
  Punctuation: "punctuation removed or added",
  Whitespace: "more or other white space",
  ZeroWidth: "invisible characters",
  Homoglyphs: "look-alike letters of other scripts",
  Contractions: "don’t for do not, and back",
};

/** The one sentence that says what is missing; undefined where nothing is. */
export function flawOf({ model, suite, rows, count }: Draft): string | undefined {
  if (model === "") return "Choose a model.";
  if (suite === "") return "Choose a suite.";
  if (rows !== "all" && !/^[1-9]\d*$/.test(count.trim())) return "How many rows? A whole number of at least 1.";
  return undefined;
}

/** The body of `POST /v1/evals`. */
export const bodyOf = ({ model, suite, rows, count, perturbation, runtime }: Draft): object => ({
  model,
  suite,
  ...(rows !== "all" && { [rows]: Number(count) }),
  ...(perturbation !== "" && { perturbation }),
  ...(runtime !== "" && { runtime }),
});

/** Suites that the model's task fits, those that it was trained for first; all where the model is not known. */
export function suitesFor(
  model: Pick<ModelSummary, "task" | "trained_on"> | undefined,
  suites: readonly SuiteSummary[],
) {
  if (model === undefined) return suites;
  const own = (id: string) => (id === model.trained_on ? 0 : 1);
  return suites.filter(({ task }) => task === model.task).toSorted((a, b) => own(a.id) - own(b.id));
}

const NAME = "retort-evaluation";

export function keptDraft(): Draft {
  try {
    const kept = JSON.parse(sessionStorage.getItem(NAME) ?? "{}") as Partial<Draft>;
    return { ...NEW, ...kept };
  } catch {
    return NEW;
  }
}

export const keepDraft = (draft: Draft): void => sessionStorage.setItem(NAME, JSON.stringify(draft));
