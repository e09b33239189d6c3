/** Extractive question answering in English: SQuAD, and three sets from other hands to stress its models. */
import type { SuiteDescription } from "./suite-description.ts";

const answering = (
  suite: Pick<SuiteDescription, "id" | "script" | "file" | "idPrefix" | "licence" | "source" | "ownIds" | "stresses">,
): SuiteDescription => ({ ...suite, task: "question-answering", group: "context", metrics: ["f1", "exact_match"] });

const SQUAD = "https://rajpurkar.github.io/SQuAD-explorer/dataset";

export const squad: readonly SuiteDescription[] = [
  answering({
    id: "squad/v1.1",
    script: "squad-v1.1",
    file: "qa/squad-dev-v1.1.json.gz",
    idPrefix: "squad-dev-v1.1",
    licence: "CC BY-SA 4.0",
    source: `${SQUAD}/dev-v1.1.json (Rajpurkar et al. 2016)`,
  }),
  answering({
    id: "squad/v2.0",
    script: "squad-v2.0",
    file: "qa/squad-dev-v2.0.json.gz",
    idPrefix: "squad-dev-v2.0",
    licence: "CC BY-SA 4.0",
    source: `${SQUAD}/dev-v2.0.json (Rajpurkar et al. 2018; half of the questions have no answer)`,
  }),
  answering({
    id: "mlqa/en",
    script: "mlqa-en",
    file: "qa/mlqa-dev_en_en.json.gz",
    idPrefix: "mlqa-en-dev",
    licence: "CC BY-SA 3.0",
    source: "https://dl.fbaipublicfiles.com/MLQA/MLQA_V1.zip (Lewis et al. 2020; dev, English on English)",
    stresses: ["squad/v1.1"],
  }),
  answering({
    id: "tydiqa/en",
    script: "squad-v1.1", // as its gold passage task is scored
    file: "qa/tydiqa-goldp_en_train.json.gz",
    idPrefix: "tydiqa-en-train",
    ownIds: false, // many questions share one
    licence: "Apache-2.0",
    source:
      "https://github.com/google-research-datasets/tydiqa (Clark et al. 2020; gold passage task, the English part of train, as the dev file has its answers blanked)",
    stresses: ["squad/v1.1"],
  }),
  answering({
    id: "squadshifts/new-wiki",
    script: "squad-v1.1", // every question has an answer, as there
    file: "qa/squadshifts-new_wiki.json.gz",
    idPrefix: "squadshifts-new-wiki",
    licence: "CC BY 4.0",
    source: "https://modestyachts.github.io/squadshifts-website (Miller et al. 2020; new Wikipedia articles)",
    stresses: ["squad/v1.1"],
  }),
];
