/** Sets made to find out what models rely on: high word overlap, syntax against heuristics, behavioural tests. */
import { TWO_WAY } from "./glue.ts";
import type { SuiteDescription } from "./suite-description.ts";

const CHECKLIST = "https://github.com/marcotcr/checklist (Ribeiro et al. 2020)";
const DUPLICATE_LABELS = ["not_duplicate", "duplicate"];
const PAWS_METRICS: SuiteDescription["metrics"] = ["accuracy", "f1", "ece", "brier"];

export const robustness: readonly SuiteDescription[] = [
  {
    id: "paws/qqp",
    texts: 2,
    task: "text-classification",
    labels: DUPLICATE_LABELS,
    metrics: PAWS_METRICS,
    file: "robustness/paws-qqp.jsonl.gz",
    idPrefix: "paws-qqp",
    licence: "free with acknowledgement; Quora's terms of service",
    source: "https://github.com/google-research-datasets/paws (Zhang et al. 2019; QQP, dev and test)",
    stresses: ["glue/qqp-balanced"],
  },
  {
    id: "paws/wiki",
    texts: 2,
    task: "text-classification",
    labels: ["not_equivalent", "equivalent"],
    metrics: PAWS_METRICS,
    file: "robustness/paws-wiki-dev.jsonl.gz",
    idPrefix: "paws-wiki-dev",
    licence: "free with acknowledgement",
    source: "https://github.com/google-research-datasets/paws (Yang et al. 2019; PAWS-X, the English dev part)",
    stresses: ["glue/mrpc"],
  },
  {
    id: "hans/all",
    texts: 2,
    task: "text-classification",
    labels: ["entailment", "not_entailment"],
    label_map: TWO_WAY,
    spellings: { "non-entailment": "not_entailment" },
    groups: ["heuristic"],
    metrics: ["accuracy", "ece", "brier"],
    file: "robustness/hans-regenerated.jsonl.gz",
    idPrefix: "hans",
    licence: "MIT",
    source: "https://github.com/tommccoy1/hans (McCoy et al. 2019), regenerated with its authors' generator",
    sample: 3_000,
    stresses: ["glue/rte", "glue/mnli-matched"],
  },
  {
    id: "checklist/sentiment",
    task: "text-classification",
    behavioural: true,
    group: "test",
    labels: ["negative", "positive"],
    metrics: ["failure_rate"],
    file: "robustness/checklist-sentiment.jsonl.gz",
    idPrefix: "cl-sentiment",
    licence: "MIT",
    source: `${CHECKLIST}; sentiment, 35 of its 38 tests`,
    sample: 200,
    stresses: ["glue/sst2"],
  },
  {
    id: "checklist/qqp",
    texts: 2,
    task: "text-classification",
    behavioural: true,
    group: "test",
    labels: DUPLICATE_LABELS,
    metrics: ["failure_rate"],
    file: "robustness/checklist-qqp.jsonl.gz",
    idPrefix: "cl-qqp",
    licence: "MIT",
    source: `${CHECKLIST}; Quora question pairs, 51 of its 53 tests; "Order does matter for asymmetric relations" by its name, against its labels`,
    sample: 200,
    stresses: ["glue/qqp-balanced"],
  },
];
