import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { tagsOfLabels } from "../tags/label-tags.ts";
import { toIob2 } from "../tags/to-iob2.ts";
import { mapTag, typeOfTag } from "./map-tag.ts";
import { suiteLabel } from "./suite-label.ts";

type Suite = Pick<SuiteInfo, "task" | "behavioural" | "labels" | "label_map">;

/**
 * Whether a model that answers `modelLabels` can be scored on a suite of its task: its labels, after the suite's `label_map`, are
 * the suite's, in any order. A tagger has all entity types of the suite, and may have more: those are found too often,
 * never too seldom. Numbers and pieces of a context need no names.
 * Returns what is wrong in one sentence, or null.
 */
export function labelMismatch(modelLabels: readonly string[], suite: Suite): string | null {
  const { labels = [], label_map = {} } = suite;
  switch (kindOf(suite)) {
    case "classification":
    case "behavioural": {
      if (suite.labels === undefined) return null; // behavioural tests that suit every classifier
      const mapped = modelLabels.map((label) => suiteLabel(label, suite));
      return sameSet(mapped, labels) ? null : sentence("labels", modelLabels, labels);
    }
    case "tagging": {
      const own = iob2(modelLabels);
      const mapped = own.map((tag) => mapTag(tag, label_map));
      return covers(types(mapped), types(iob2(labels)))
        ? null
        : sentence("entity types", types(own), types(iob2(labels)));
    }
    case "regression":
    case "question-answering":
      return null;
  }
}

/** Each by itself. */
const iob2 = (labels: readonly string[]) => tagsOfLabels(labels).flatMap((tag) => toIob2([tag]));

const types = (tags: readonly string[]) => [...new Set(tags.map(typeOfTag).filter((type) => type !== null))];

const covers = (model: readonly string[], suite: readonly string[]) => suite.every((type) => model.includes(type));

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [first, second] = [new Set(a), new Set(b)];
  return first.size === second.size && b.every((label) => first.has(label));
}

const sentence = (what: string, model: readonly string[], suite: readonly string[]) =>
  `the model answers ${model.join(", ") || "nothing"}; the suite's ${what} are ${suite.join(", ") || "none"}`;
