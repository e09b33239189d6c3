/** The official scripts that score a suite's answers: how each cuts an answer into words, and what it makes of empty ones. */
import type { AnswerScriptName, SuiteInfo } from "../../r2-assets/format/suite.ts";
import { answerTokens, pythonSplit } from "./squad-normalise.ts";

export interface AnswerScript {
  /** An answer's words as the script compares them. */
  tokens(answer: string): string[];
  /**
   * v2.0 leaves gold answers out that normalise to nothing, and two empty answers have an F1 of 1. v1.1 and MLQA's keep them, and
   * without a word in common F1 is 0, also between two empty ones; their exact match is 1 there.
   */
  emptyCounts: boolean;
}

/** `evaluate-v2.0.py` (Rajpurkar et al., ACL 2018). */
export const SQUAD_V2: AnswerScript = { tokens: answerTokens, emptyCounts: true };
/** `evaluate-v1.1.py` (Rajpurkar et al., EMNLP 2016). */
const SQUAD_V1: AnswerScript = { tokens: answerTokens, emptyCounts: false };

/** Words between word ends as Python's `\b` sees them. */
const words = (list: string) => new RegExp(`(?<![\\p{L}\\p{N}_])(?:${list})(?![\\p{L}\\p{N}_])`, "gu");

/** What MLQA leaves out of an answer in each language; of Hindi and Chinese nothing. */
const ARTICLES = {
  en: words("a|an|the"),
  es: words("un|una|unos|unas|el|la|los|las"),
  hi: null,
  vi: words("của|là|cái|chiếc|những"),
  de: words("ein|eine|einen|einem|eines|einer|der|die|das|den|dem|des"),
  ar: /ال/g, // wherever it stands: the script's other alternative can't match
  zh: null,
} as const satisfies Record<string, RegExp | null>;

/** All of Unicode's punctuation, and of ASCII what Python's `string.punctuation` has beyond that. */
const PUNCTUATION = /[\p{P}$+<=>^`|~]/gu;
const HAN = /[\u4e00-\u9fa5]/g;

/** `mlqa_evaluation_v1.py` (Lewis et al., ACL 2020) for answers in one language; Chinese characters are a word each. */
const mlqa = (language: keyof typeof ARTICLES): AnswerScript => ({
  emptyCounts: false,
  tokens(answer) {
    const bare = answer.toLowerCase().replace(PUNCTUATION, "");
    const kept = ARTICLES[language] ? bare.replace(ARTICLES[language], " ") : bare;
    return pythonSplit(language === "zh" ? kept.replace(HAN, " $& ") : kept);
  },
});

const SCRIPTS: Readonly<Record<AnswerScriptName, AnswerScript>> = {
  "squad-v1.1": SQUAD_V1,
  "squad-v2.0": SQUAD_V2,
  "mlqa-ar": mlqa("ar"),
  "mlqa-de": mlqa("de"),
  "mlqa-en": mlqa("en"),
  "mlqa-es": mlqa("es"),
  "mlqa-hi": mlqa("hi"),
  "mlqa-vi": mlqa("vi"),
  "mlqa-zh": mlqa("zh"),
};

/** The script that the suite names; without one SQuAD v2.0's, which knows questions without an answer. */
export const answerScript = ({ script }: Pick<SuiteInfo, "script">): AnswerScript => SCRIPTS[script ?? "squad-v2.0"];
