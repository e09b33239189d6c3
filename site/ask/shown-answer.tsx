/** An answer as its task wants it shown: classes and labels as bars, those that hold ticked, spans in their text, an answer in its context. */
import type { Question } from "../../packages/engine/src/index.ts";
import { fraction, percent } from "../format.ts";
import type { Input, Said } from "./ask.ts";
import { Marked, type Place } from "./marked.tsx";

export function ShownAnswer({ input, said }: { input: Input; said: Said }) {
  switch (said.task) {
    case "text-regression":
      return <p>{fraction(said.scores[0]!.score, 2)}</p>;
    case "multi-label-classification":
    case "text-classification":
      return (
        <ul class="classes">
          {said.scores.slice(0, 6).map(({ label, score }) => (
            <li key={label}>
              <span>{"held" in said && said.held.includes(label) ? <strong>{label} ✓</strong> : label}</span>{" "}
              <meter value={score} aria-label={`score of ${label}`} />
              <span class="number">{percent(score)}</span>
            </li>
          ))}
        </ul>
      );
    case "token-classification":
      return said.spans.length === 0 ? (
        <p>It finds no names in this text.</p>
      ) : (
        <Marked text={textOf(input)} places={placesOf(said.spans)} />
      );
    case "question-answering": {
      const { answer, start, end, score } = said.answer;
      return (
        <>
          <p>
            <strong>{answer === "" ? "No answer in this context" : answer}</strong> {percent(score)}
          </p>
          <Marked text={(input as Question).context} places={[{ start, end, note: "", series: 1 }]} />
        </>
      );
    }
  }
}

const textOf = (input: Input): string =>
  typeof input === "string" ? input : "text" in input ? input.text : input.context;

function placesOf(spans: readonly { entity_group: string; score: number; start: number; end: number }[]): Place[] {
  const kinds = [...new Set(spans.map((span) => span.entity_group))].sort();
  return spans.map(({ entity_group, score, start, end }) => ({
    start,
    end,
    note: `${entity_group} ${percent(score, 0)}`,
    series: 1 + (kinds.indexOf(entity_group) % 7),
  }));
}

/** What it comes to in a word: the best class, the labels that hold, the number, the answer. Two models agree where these are equal. */
export function wordOf(said: Said): string {
  switch (said.task) {
    case "text-classification":
      return said.scores[0]!.label;
    case "multi-label-classification":
      return said.held.toSorted().join(", ") || "no label";
    case "text-regression":
      return fraction(said.scores[0]!.score, 2);
    case "token-classification":
      return (
        said.spans.map(({ entity_group, start, end }) => `${entity_group} ${start}-${end}`).join(", ") || "nothing"
      );
    case "question-answering":
      return said.answer.answer || "no answer";
  }
}

/** How sure it is of that word, from 0 to 1; null of what has no one score. */
export const confidenceOf = (said: Said): number | null => {
  if (said.task === "text-classification") return said.scores[0]!.score;
  return said.task === "question-answering" ? said.answer.score : null;
};
