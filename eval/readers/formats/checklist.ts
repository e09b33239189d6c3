/** The test cases that come with CheckList (Ribeiro et al., ACL 2020), as lines `{id, test, type, capability, item, label}`. */
import { parseWithExactIds } from "../../../r2-assets/format/exact-json.ts";
import type { Expectation } from "../../../r2-assets/format/rows.ts";
import type { SourceItem } from "./source-item.ts";

interface Release {
  /** By the index that the release uses. */
  labels: readonly string[];
  /** Items are pairs of texts. */
  pairs: boolean;
  /** What its directional tests ask for, by the test's name. */
  directions: Readonly<Record<string, Exclude<Expectation, null>>>;
  /** Labels of its functionality tests that contradict the test's name, which is followed; by that name. */
  mislabelled: Readonly<Record<string, string>>;
  /** Tests that no Expectation says. */
  leftOut: readonly string[];
}

/** Of pairs that the model takes for duplicates before an entity is changed in one of the two. */
const OTHER_QUESTION: Expectation = { label: "not_duplicate", change: "becomes", from: "duplicate" };

/** As its notebooks have them (Sentiment.ipynb and QQP.ipynb of github.com/marcotcr/checklist). */
const CHECKLIST_RELEASES = {
  sentiment: {
    labels: ["negative", "neutral", "positive"],
    pairs: false,
    directions: {
      intensifiers: { label: null, change: "not_less" },
      reducers: { label: null, change: "not_more" },
      "add positive phrases": { label: "positive", change: "not_less", against: "negative" },
      "add negative phrases": { label: "positive", change: "not_more", against: "negative" },
      '"used to" should reduce': { label: null, change: "not_more" },
    },
    mislabelled: {},
    leftOut: [],
  },
  qqp: {
    labels: ["not_duplicate", "duplicate"],
    pairs: true,
    directions: {
      "(q, paraphrase(q))": "duplicate", // agg_fn="all": its first pair is no original but a paraphrase like the others
      "Change first name in one of the questions": OTHER_QUESTION,
      "Change first and last name in one of the questions": OTHER_QUESTION,
      "Change location in one of the questions": OTHER_QUESTION,
      "Change numbers in one of the questions": OTHER_QUESTION,
      "Keep entitites, fill in with gibberish": { label: "not_duplicate", change: "becomes" }, // spelled so in the release
    },
    mislabelled: { "Order does matter for asymmetric relations": "not_duplicate" }, // label 1 in the release
    leftOut: [
      "Testing implications", // of three pairs: two duplicates imply the third
      "(question, f(question)) where f(question) replaces synonyms?", // invariance of a single pair: nothing to compare
    ],
  },
} as const satisfies Record<string, Release>;

/** In this test label 1 stands for "not negative": of "Is it bad? No" nobody knows more. */
const ALLOWS_NEUTRAL = "Q & A: no";

/** Yields `{id, test, type, capability, texts, expect}` a case that is not left out. */
export function* checklistItems(text: string, release: keyof typeof CHECKLIST_RELEASES): Generator<SourceItem> {
  const { labels, pairs, directions, mislabelled, leftOut }: Release = CHECKLIST_RELEASES[release];
  for (const [i, raw] of text.split("\n").entries()) {
    const line = i + 1;
    if (raw.trim() === "") continue;
    let record: Record<string, unknown>;
    try {
      record = parseWithExactIds(raw) as Record<string, unknown>;
    } catch {
      yield { line, problem: "not valid JSON" };
      continue;
    }
    const { item, label, ...rest } = record;
    const test = String(rest.test);
    if (leftOut.includes(test)) continue;
    const texts = textsOf(item, pairs);
    if (rest.type === "DIR" && !Object.hasOwn(directions, test)) {
      yield { line, problem: `test: what the directional test ${JSON.stringify(test)} expects is not known` };
    } else {
      const notNegative = label == null || (test === ALLOWS_NEUTRAL && label === 1);
      const named = Object.hasOwn(mislabelled, test) ? mislabelled[test] : (labels[label as number] ?? label);
      const expect = rest.type === "DIR" ? directions[test] : notNegative ? null : named;
      yield { line, value: { ...rest, texts, expect } };
    }
  }
}

/** A single text, or a single pair, stands without the list around it. */
function textsOf(item: unknown, pairs: boolean): unknown {
  if (!Array.isArray(item)) return [item];
  return pairs && typeof item[0] === "string" ? [item] : item;
}
