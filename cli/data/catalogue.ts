/** The data sets that recipes and suites read: where they come from and what is taken from them. */
import type { GlueTask } from "../../eval/readers/formats/glue-tsv.ts";
import { SUITES, type SuiteDescription } from "../../eval/suites/index.ts";

export interface DataFile {
  /** Under the data folder. */
  path: string;
  /** A row without an id of its own is `<prefix>-<row from 0>`. */
  idPrefix: string;
  /** Inside the official archive, or the official file's name. Absent where only a folder laid out as here has it. */
  official?: string;
}

export interface DataSet {
  id: string;
  /** What its rows are like. */
  suite: SuiteDescription;
  /** Archives and files that `get` downloads. */
  urls: readonly string[];
  /** Where a person finds it. */
  page: string;
  licence: string;
  /** Official files are GLUE's tab-separated ones of this task. Else they are used as they are. */
  glue?: GlueTask;
  files: readonly DataFile[];
}

const GLUE_URL = "https://dl.fbaipublicfiles.com/glue/data";
const SQUAD_URL = "https://rajpurkar.github.io/SQuAD-explorer/dataset";
const WNUT_URL = "https://raw.githubusercontent.com/leondz/emerging_entities_17/master";
const SHIFTS_URL = "https://raw.githubusercontent.com/modestyachts/squadshifts-website/master/datasets";

interface Source {
  urls?: readonly string[];
  page?: string;
  glue?: GlueTask;
  /** Path without its ending -> prefix of ids, and the official file. The suite's own file need not be told its prefix. */
  files: Readonly<Record<string, { idPrefix?: string; official?: string }>>;
}

const glueSource = (task: GlueTask, archive: string, folder: string): Source => ({
  urls: [`${GLUE_URL}/${archive}`],
  glue: task,
  files: {
    [`glue/${task}/train`]: { idPrefix: `${task}-train`, official: `${folder}/train.tsv` },
    [`glue/${task}/dev`]: { official: `${folder}/dev.tsv` },
  },
});

/** By the suite whose description fits the rows. */
const SOURCES: Readonly<Record<string, Source>> = {
  "glue/sst2": glueSource("sst2", "SST-2.zip", "SST-2"),
  "glue/cola": glueSource("cola", "CoLA.zip", "CoLA"),
  // GLUE's split of it is made from two files of two owners; a folder MRPC, as GLUE's script leaves it, can be imported.
  "glue/mrpc": { ...glueSource("mrpc", "MRPC.zip", "MRPC"), urls: [], page: "https://gluebenchmark.com/tasks" },
  "glue/rte": glueSource("rte", "RTE.zip", "RTE"),
  "glue/stsb": glueSource("stsb", "STS-B.zip", "STS-B"),
  "glue/wnli": glueSource("wnli", "WNLI.zip", "WNLI"),
  "glue/qnli": {
    urls: [`${GLUE_URL}/QNLIv2.zip`],
    glue: "qnli",
    files: { "glue/qnli/dev": { official: "QNLI/dev.tsv" }, "glue/qnli/train-constructed": { idPrefix: "qnlilike" } },
  },
  "glue/mnli-matched": {
    urls: [`${GLUE_URL}/MNLI.zip`],
    glue: "mnli",
    files: {
      "glue/mnli/dev_matched": { official: "MNLI/dev_matched.tsv" },
      "glue/mnli/train-subset": { idPrefix: "mnli-train10k" },
    },
  },
  "glue/qqp-balanced": {
    page: "https://zhiguowang.github.io (Quora_question_pair_partition.zip)",
    files: { "glue/qqp/dev-balanced": {}, "glue/qqp/train-subset": { idPrefix: "qqp-train-subset" } },
  },
  "squad/v1.1": {
    urls: [`${SQUAD_URL}/dev-v1.1.json`],
    files: {
      "qa/squad-dev-v1.1": { official: "dev-v1.1.json" },
      "qa/squad-train-v1.1-subset": { idPrefix: "squad-train-v1.1" },
    },
  },
  "squad/v2.0": { urls: [`${SQUAD_URL}/dev-v2.0.json`], files: { "qa/squad-dev-v2.0": { official: "dev-v2.0.json" } } },
  "mlqa/en": {
    urls: ["https://dl.fbaipublicfiles.com/MLQA/MLQA_V1.zip"],
    files: { "qa/mlqa-dev_en_en": { official: "MLQA_V1/dev/dev-context-en-question-en.json" } },
  },
  "tydiqa/en": {
    page: "https://github.com/google-research-datasets/tydiqa",
    files: { "qa/tydiqa-goldp_en_train": {} },
  },
  "squadshifts/new-wiki": {
    urls: [`${SHIFTS_URL}/new_wiki_v1.0.json`],
    files: { "qa/squadshifts-new_wiki": { official: "new_wiki_v1.0.json" } },
  },
  "imdb/test": {
    page: "https://ai.stanford.edu/~amaas/data/sentiment",
    files: { "sentiment/imdb/test": {}, "sentiment/imdb/train": { idPrefix: "imdb-train" } },
  },
  "snips/valid": {
    page: "https://github.com/MiuLab/SlotGated-SLU",
    files: { "intent/snips/valid": {}, "intent/snips/train": { idPrefix: "snips-train" } },
  },
  "atis/valid": {
    page: "https://github.com/MiuLab/SlotGated-SLU",
    files: { "intent/atis/valid": {}, "intent/atis/train": { idPrefix: "atis-train" } },
  },
  "paws/qqp": { page: "https://github.com/google-research-datasets/paws", files: { "robustness/paws-qqp": {} } },
  "paws/wiki": { page: "https://github.com/google-research-datasets/paws", files: { "robustness/paws-wiki-dev": {} } },
  "hans/all": { page: "https://github.com/tommccoy1/hans", files: { "robustness/hans-regenerated": {} } },
  "checklist/sentiment": {
    page: "https://github.com/marcotcr/checklist",
    files: { "robustness/checklist-sentiment": {} },
  },
  "checklist/qqp": { page: "https://github.com/marcotcr/checklist", files: { "robustness/checklist-qqp": {} } },
  "wnut17/dev": {
    urls: [`${WNUT_URL}/wnut17train.conll`, `${WNUT_URL}/emerging.dev.conll`],
    files: {
      "ner/wnut17/train": { idPrefix: "wnut17-train", official: "wnut17train.conll" },
      "ner/wnut17/dev": { official: "emerging.dev.conll" },
    },
  },
};

/** Of WikiANN every language has the same two files. */
const wikiann = (id: string): Source => {
  const language = id.slice("wikiann/".length);
  return {
    page: "https://github.com/afshinrahimi/mmner",
    files: { [`ner/${id}/dev`]: {}, [`ner/${id}/train`]: { idPrefix: `wikiann-${language}-train` } },
  };
};

/** By id. Texts belong to their owners: nothing of them is in this repository. */
export const DATA_SETS: readonly DataSet[] = Object.values(SUITES).map((suite) => {
  const { urls = [], page, glue, files } = SOURCES[suite.id] ?? wikiann(suite.id);
  const [ending] = /\.(jsonl|json|conll)\.gz$/.exec(suite.file)!;
  return {
    id: suite.id,
    suite,
    urls,
    page: page ?? urls[0]!,
    licence: suite.licence,
    ...(glue && { glue }),
    files: Object.entries(files).map(([path, { idPrefix = suite.idPrefix, official }]) => ({
      path: `${path}${ending}`,
      idPrefix,
      ...(official !== undefined && { official }),
    })),
  };
});
