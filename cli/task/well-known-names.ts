/** Titles by which public data sets call what they hold, as `plainTitle` has them; the better known first. */

export const ID_NAMES = ["id", "idx", "guid", "uid", "row_id", "example_id"];

/** What counts rows or joins tables: neither ids nor texts. */
export const COUNTER_NAMES = ["pairid", "__index_level_0__", "unnamed:_0", "index"];

export const PAIR_NAMES: readonly (readonly [string, string])[] = [
  ["text_a", "text_b"],
  ["text", "text_pair"],
  ["sentence1", "sentence2"],
  ["sentence_1", "sentence_2"],
  ["sentence_a", "sentence_b"],
  ["text1", "text2"],
  ["text_1", "text_2"],
  ["premise", "hypothesis"],
  ["question1", "question2"],
  ["question_1", "question_2"],
  ["#1_string", "#2_string"],
  ["question", "sentence"],
  ["question", "answer"],
  ["question", "passage"],
  ["query", "passage"],
  ["query", "document"],
  ["claim", "evidence"],
  ["sentence", "sentence2"],
];

export const TEXT_NAMES = [
  "text",
  "text_a",
  "sentence",
  "utterance",
  "query",
  "content",
  "review",
  "comment_text",
  "comment",
  "tweet",
  "message",
  "review_text",
  "review_body",
  "body",
  "document",
  "abstract",
  "description",
  "question",
  "inputs",
  "input",
  "prompt",
  "title",
  "headline",
];

export const LABEL_NAMES = [
  "label",
  "labels",
  "intent",
  "category",
  "class",
  "target",
  "categories",
  "tags",
  "genres",
  "topics",
  "emotions",
  "topic",
  "emotion",
  "sentiment",
  "gold_label",
  "is_duplicate",
  "quality",
  "label_text",
  "label_name",
];

/** Names of the classes that numbers in `label` stand for. */
export const LABEL_TEXT_NAMES = [
  "label_text",
  "label_name",
  "labels_text",
  "intent_name",
  "category_name",
  "class_name",
];

export const SCORE_NAMES = ["score", "similarity_score", "similarity", "relatedness_score", "rating", "stars", "grade"];

export const TOKEN_NAMES = ["tokens", "words", "token"];
export const TAG_NAMES = ["tags", "ner_tags", "ner", "labels", "entities", "slots"];

export const QUESTION_NAMES = ["question", "query"];
export const CONTEXT_NAMES = ["context", "passage", "paragraph"];
export const ANSWER_NAMES = ["answers", "answer", "answer_text"];
export const ANSWER_START_NAMES = ["answer_start", "answer_starts", "start"];

/** More than one label in a cell is what these promise. */
export const PLURAL_NAMES = ["labels", "categories", "tags", "genres", "topics", "emotions"];
