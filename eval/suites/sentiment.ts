import type { SuiteDescription } from "./suite-description.ts";

export const sentiment: readonly SuiteDescription[] = [
  {
    id: "imdb/test",
    task: "text-classification",
    labels: ["negative", "positive"],
    metrics: ["accuracy", "ece", "brier"],
    file: "sentiment/imdb/test.jsonl.gz",
    idPrefix: "imdb-test",
    licence: "not stated by its authors; research use",
    source: "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz (Maas et al. 2011; test)",
    sample: 2_000,
    stresses: ["glue/sst2"],
  },
];
