/** What a model, or a submission, says about a row. */
export interface AnswerOf {
  /** `scores`: probability by the suite's labels; null where the answerer gave none. `tags`: slots of the tokens; `repaired` as below. */
  classification: { label: string; scores: Record<string, number> | null; tags?: string[]; repaired?: number };
  /** `labels`: those that hold, which may be none. `scores`: probability of each by itself; null where the answerer gave none. */
  "multi-label": { labels: string[]; scores: Record<string, number> | null };
  regression: { score: number };
  /** One tag a token. `repaired`: of a model's answer, spans that the scheme of its labels, strictly read, would lose. */
  tagging: { tags: string[]; repaired?: number };
  /** `answer`: a piece of the context; empty: there is none. */
  "question-answering": { answer: string; no_answer_probability?: number };
  /** One a text of the row. */
  behavioural: { labels: string[]; scores: Record<string, number>[] | null };
}

/** No answer, and why: such a row counts as wrong and stays in n. */
export interface NoAnswer {
  error: string;
}
