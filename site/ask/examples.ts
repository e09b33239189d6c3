/** What stands in the fields at first: sentences of our own. */
import type { Card } from "../../r2-assets/format/card.ts";
import type { Input } from "./ask.ts";

const BY_TASK: Record<string, Input> = {
  sst2: "The plot is thin, but two warm performances carry it a long way.",
  cola: "The book that she wrote it was praised by everybody.",
  mrpc: { text: "The museum opens again in May.", text_pair: "In May the museum will reopen its doors." },
  rte: { text: "The bridge was closed for repairs in June.", text_pair: "Nobody could drive over the bridge in June." },
  mnli: { text: "All of the seats were taken.", text_pair: "There was a free seat at the back." },
  qnli: {
    text: "When was the lighthouse built?",
    text_pair: "The lighthouse was finished in 1874, after three storms.",
  },
  qqp: { text: "How do I learn to juggle?", text_pair: "What is the best way to learn juggling?" },
  stsb: { text: "A man plays a small guitar.", text_pair: "Somebody is playing an instrument." },
  snips: "book a table for four at a quiet harbour restaurant tomorrow evening",
  wikiann: "Marie Curie worked in Paris and was born in Warsaw.",
  squad: {
    question: "Who repaired the clock?",
    context:
      "The clock of the town hall stood still for nine years. In 2019 Ines Moreau, a retired engineer, repaired it with parts that she had made herself.",
  },
};

/** An example for a model, by what it was trained on. */
export function exampleFor({ trained_on, task }: Pick<Card, "trained_on" | "task">): Input {
  const name = Object.keys(BY_TASK).find((each) => trained_on?.includes(each));
  if (name !== undefined) return BY_TASK[name]!;
  return task === "question-answering" ? BY_TASK.squad! : "A small text, to be replaced by your own.";
}
