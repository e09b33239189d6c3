import type { SuiteInfo } from "../../r2-assets/format/suite.ts";

/** What is known of a suite before its rows have been read. */
export type SuiteDescription = Pick<SuiteInfo, "id" | "task" | "metrics" | "licence" | "source"> & {
  labels: readonly string[];
  /** Where its rows lie in a data folder. */
  file: string;
  /** Rows without an id of their own are `<prefix>-<row from 0>`. */
  idPrefix: string;
};

/** The suites that a data folder may hold, by id. */
export const SUITES: Readonly<Record<string, SuiteDescription>> = Object.fromEntries(
  (
    [
      {
        id: "glue/sst2",
        task: "text-classification",
        labels: ["negative", "positive"],
        metrics: ["accuracy"],
        file: "glue/sst2/dev.jsonl.gz",
        idPrefix: "sst2-dev",
        licence: "not stated by its authors; research use",
        source: "https://dl.fbaipublicfiles.com/glue/data/SST-2.zip (Socher et al. 2013; GLUE's dev split)",
      },
    ] as const satisfies SuiteDescription[]
  ).map((suite) => [suite.id, suite]),
);
