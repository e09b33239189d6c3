/** Named entities: WNUT 2017's emerging ones, and WikiANN in the languages of XTREME. */
import type { SuiteDescription } from "./suite-description.ts";

/** English first: suites are registered in this order. */
const WIKIANN_LANGUAGES =
  "en af ar az bg bn de el es et eu fa fi fr gu he hi hu id it ja jv ka kk ko lt ml mr ms my nl pa pl pt qu ro ru sw ta te tl tr uk ur vi yo zh";

/** `B-` and `I-` of each type and `O`, sorted by code units. */
const iob2 = (types: readonly string[]) => [...types.flatMap((type) => [`B-${type}`, `I-${type}`]), "O"].sort();

export const tagging: readonly SuiteDescription[] = [
  {
    id: "wnut17/dev",
    task: "token-classification",
    labels: iob2(["corporation", "creative-work", "group", "location", "person", "product"]),
    metrics: ["span_f1"],
    file: "ner/wnut17/dev.conll.gz",
    idPrefix: "wnut17-dev",
    licence: "CC BY 4.0",
    source: "https://github.com/leondz/emerging_entities_17 (Derczynski et al. 2017; dev)",
  },
  ...WIKIANN_LANGUAGES.split(" ").map(
    (language): SuiteDescription => ({
      id: `wikiann/${language}`,
      task: "token-classification",
      labels: iob2(["LOC", "ORG", "PER"]),
      metrics: ["span_f1"],
      file: `ner/wikiann/${language}/dev.conll.gz`,
      idPrefix: `wikiann-${language}-dev`,
      licence: "Wikipedia's CC BY-SA",
      source:
        "WikiANN (Pan et al. 2017), balanced splits of Rahimi et al. 2019: https://github.com/afshinrahimi/mmner; some sentences of dev occur in train, too",
    }),
  ),
];
