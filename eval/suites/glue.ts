/** GLUE's dev splits (Wang et al., ICLR 2019); test labels are not public. */
import type { SuiteDescription } from "./suite-description.ts";

const GLUE = "https://dl.fbaipublicfiles.com/glue/data";
const RTE_LABELS = ["entailment", "not_entailment"];
const PARAPHRASE_METRICS: SuiteDescription["metrics"] = ["f1", "accuracy", "ece", "brier"];
const CHOICE_METRICS: SuiteDescription["metrics"] = ["accuracy", "ece", "brier"];

/** Of a three-way model the two answers that are not entailment. */
export const TWO_WAY: Record<string, string> = { neutral: "not_entailment", contradiction: "not_entailment" };

export const glue: readonly SuiteDescription[] = [
  {
    id: "glue/sst2",
    task: "text-classification",
    labels: ["negative", "positive"],
    metrics: CHOICE_METRICS,
    file: "glue/sst2/dev.jsonl.gz",
    idPrefix: "sst2-dev",
    licence: "not stated by its authors; research use",
    source: `${GLUE}/SST-2.zip (Socher et al. 2013; GLUE's dev split)`,
  },
  {
    id: "glue/cola",
    task: "text-classification",
    labels: ["unacceptable", "acceptable"],
    metrics: ["matthews_correlation", "accuracy", "ece", "brier"],
    file: "glue/cola/dev.jsonl.gz",
    idPrefix: "cola-dev",
    licence: "not stated by its authors; sentences quoted from linguistics publications",
    source: `${GLUE}/CoLA.zip (Warstadt et al. 2019; GLUE's dev split)`,
  },
  {
    id: "glue/mrpc",
    texts: 2,
    task: "text-classification",
    labels: ["not_equivalent", "equivalent"],
    metrics: PARAPHRASE_METRICS,
    file: "glue/mrpc/dev.jsonl.gz",
    idPrefix: "mrpc-dev",
    licence: "Microsoft Research licence; research use",
    source: "https://www.microsoft.com/download/details.aspx?id=52398 (Dolan and Brockett 2005; GLUE's dev split)",
  },
  {
    id: "glue/rte",
    texts: 2,
    task: "text-classification",
    labels: RTE_LABELS,
    label_map: TWO_WAY,
    metrics: CHOICE_METRICS,
    file: "glue/rte/dev.jsonl.gz",
    idPrefix: "rte-dev",
    licence: "PASCAL; research use",
    source: `${GLUE}/RTE.zip (Dagan et al. 2006 and three later challenges; GLUE's dev split)`,
  },
  {
    id: "glue/stsb",
    texts: 2,
    task: "text-regression",
    metrics: ["pearson", "spearman"],
    file: "glue/stsb/dev.jsonl.gz",
    idPrefix: "stsb-dev",
    licence: "CC BY-SA 4.0",
    source: `${GLUE}/STS-B.zip (Cer et al. 2017; GLUE's dev split; scores from 0 to 5)`,
  },
  {
    id: "glue/wnli",
    texts: 2,
    task: "text-classification",
    labels: ["not_entailment", "entailment"],
    metrics: CHOICE_METRICS,
    file: "glue/wnli/dev.jsonl.gz",
    idPrefix: "wnli-dev",
    licence: "CC BY 4.0",
    source: `${GLUE}/WNLI.zip (Levesque et al. 2012; GLUE's dev split, made adversarially: the majority has 56.3 %)`,
  },
  {
    id: "glue/qnli",
    texts: 2,
    group: "text_b",
    task: "text-classification",
    labels: RTE_LABELS,
    metrics: CHOICE_METRICS,
    file: "glue/qnli/dev.jsonl.gz",
    idPrefix: "qnli-dev",
    licence: "CC BY-SA 4.0",
    source: `${GLUE}/QNLIv2.zip (Rajpurkar et al. 2016; GLUE's dev split, version 2)`,
  },
  {
    id: "glue/mnli-matched",
    texts: 2,
    group: "text_a",
    task: "text-classification",
    labels: ["entailment", "neutral", "contradiction"],
    metrics: ["accuracy", "macro_f1", "ece", "brier"],
    file: "glue/mnli/dev_matched.jsonl.gz",
    idPrefix: "mnli-dev_m",
    licence: "OANC and others, each open (Williams et al. 2018, section 2.1)",
    source: `${GLUE}/MNLI.zip (Williams et al. 2018; GLUE's matched dev split)`,
  },
  {
    id: "glue/qqp-balanced",
    texts: 2,
    task: "text-classification",
    labels: ["not_duplicate", "duplicate"],
    metrics: PARAPHRASE_METRICS,
    file: "glue/qqp/dev-balanced.jsonl.gz",
    idPrefix: "qqp-dev-balanced",
    licence: "Quora's terms of service; non-commercial use",
    source:
      "Quora Question Pairs, the class-balanced dev part of 2017 (Wang et al. 2017); not comparable with published figures on GLUE's 40,430 dev rows",
  },
];
