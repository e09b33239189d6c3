/** Lines that send traffic to an experiment and tell it what was right. */
import type { ExperimentReport } from "../../../eval/reports/experiment.ts";
import type { SuiteTask } from "../../../r2-assets/format/names.ts";
import { shellQuoted } from "../../parts/shell-quoted.ts";

const INPUTS: Record<SuiteTask, unknown> = {
  "text-classification": "The room was clean and quiet.",
  "multi-label-classification": "The room was clean and quiet.",
  "text-regression": { text: "A boat crosses the bay.", text_pair: "A ship sails over the water." },
  "token-classification": "Mary Anning collected fossils in Lyme Regis.",
  "question-answering": {
    question: "Where did Mary Anning collect fossils?",
    context: "Mary Anning collected fossils in Lyme Regis.",
  },
};

type Asked = Pick<ExperimentReport, "id" | "task" | "labels">;

/** Classifications are judged by the right label, which also says of other variants whether they were right. */
const judgement = ({ task, labels }: Asked) =>
  task === "text-classification" && labels !== null ? { label: labels.at(-1)! } : { correct: true };

export const LANGUAGES = ["curl", "JavaScript"] as const;
export type Language = (typeof LANGUAGES)[number];

export function snippetOf(language: Language, origin: string, asked: Asked): string {
  const url = `${origin}/v1/experiments/${asked.id}`;
  const inputs = INPUTS[asked.task];
  if (language === "curl") {
    const judged = { assignment: "ASSIGNMENT", ...judgement(asked), latency_ms: 12.5 };
    return `# An answer, and the assignment that feedback names. "unit" is who asks: a user, a session.
curl ${url}/infer \\
  -H 'content-type: application/json' \\
  -d ${shellQuoted({ inputs, unit: "user-17" })}

# Later: what was right. The key needs the scope "evaluate".
curl ${url}/feedback \\
  -H "authorization: Bearer $RETORT_KEY" -H 'content-type: application/json' \\
  -d ${shellQuoted(judged)}`;
  }
  const [[name, value]] = Object.entries(judgement(asked)) as [[string, unknown]];
  return `const post = (path, body, headers = {}) =>
  fetch("${url}" + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

// "unit" is who asks: a user, a session.
const began = performance.now();
const response = await post("/infer", { inputs: ${JSON.stringify(inputs)}, unit: "user-17" });
const { answer, assignment } = await response.json();
const latency_ms = performance.now() - began;

// Later, where the key is safe (scope "evaluate"): what was right.
const authorization = \`Bearer \${process.env.RETORT_KEY}\`;
await post("/feedback", { assignment, ${name}: ${JSON.stringify(value)}, latency_ms }, { authorization });`;
}
