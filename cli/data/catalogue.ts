/** The data sets that recipes and suites read: where they come from and what is taken from them. */
import { SUITES } from "../../eval/tasks/suites.ts";

export interface DataFile {
  /** Under the data folder. */
  path: string;
  /** In the official archive. */
  official: string;
  /** Of the official file; another number means another file. */
  rows: number;
  /** A row's id is `<prefix>-<row from 0>`. */
  idPrefix: string;
}

export interface DataSet {
  id: string;
  /** The official archive. */
  url: string;
  licence: string;
  labels: readonly string[];
  files: readonly DataFile[];
}

/** By id. Texts belong to their owners: nothing of them is in this repository. */
export const DATA_SETS: readonly DataSet[] = [
  {
    id: "glue/sst2",
    url: "https://dl.fbaipublicfiles.com/glue/data/SST-2.zip",
    licence: SUITES["glue/sst2"]!.licence,
    labels: SUITES["glue/sst2"]!.labels,
    files: [
      { path: "glue/sst2/train.jsonl.gz", official: "SST-2/train.tsv", rows: 67_349, idPrefix: "sst2-train" },
      { path: "glue/sst2/dev.jsonl.gz", official: "SST-2/dev.tsv", rows: 872, idPrefix: "sst2-dev" },
    ],
  },
];
