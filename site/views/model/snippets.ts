/** Lines that ask a model from elsewhere, by its task. */
import type { Card } from "../../../r2-assets/format/card.ts";

export interface Lines {
  /** Shown above: what has to be installed. */
  needs: string;
  code: string;
}

export const WAYS = ["curl", "JavaScript", "Python", "In a browser"] as const;
export type Way = (typeof WAYS)[number];

type Asked = Pick<Card, "id" | "task">;

const SENTENCE = "The waiter was kind and the soup was hot.";
const NAMES = "Ada Lovelace met Charles Babbage in London.";
const QUESTION = { question: "Where did they meet?", context: NAMES };

const inputOf = ({ task }: Asked): unknown =>
  ({
    "text-classification": SENTENCE,
    "text-regression": { text: SENTENCE, text_pair: "The soup was warm." },
    "token-classification": NAMES,
    "question-answering": QUESTION,
  })[task];

interface Place {
  version: string;
  /** Whether that is what answers under the id alone. */
  isCurrent: boolean;
  /** Without a slash at its end. */
  server: string;
}

export function snippetsOf(card: Asked, { version, isCurrent, server }: Place): Record<Way, Lines> {
  const url = `${server}/models/${card.id}${isCurrent ? "" : `@${version}`}`;
  const input = inputOf(card);
  return {
    curl: {
      needs: "Any HTTP client does.",
      code: `curl ${url} \\\n  -H content-type:application/json \\\n  -d '${JSON.stringify({ inputs: input })}'`,
    },
    JavaScript: { needs: "npm install @huggingface/inference", code: javascript(card, url) },
    Python: { needs: "pip install huggingface_hub", code: python(card, url) },
    "In a browser": {
      needs: "The engine, packages/engine in the repository: the model is loaded once, and texts stay where they are.",
      code: `import { loadModel } from "@retort/engine";

const model = await loadModel("${server}/v1/models/${card.id}@${version}/files/");
console.log(await model(${JSON.stringify(input)}));`,
    },
  };
}

function javascript(card: Asked, url: string): string {
  const call = {
    "text-classification": "textClassification",
    "text-regression": "textClassification",
    "token-classification": "tokenClassification",
    "question-answering": "questionAnswering",
  }[card.task];
  return `import { InferenceClient } from "@huggingface/inference";

const client = new InferenceClient("").endpoint("${url}");
console.log(await client.${call}({ inputs: ${JSON.stringify(inputOf(card))} }));`;
}

function python(card: Asked, url: string): string {
  const model = `    model="${url}",`;
  const lines = {
    "text-classification": ["text_classification", `    ${JSON.stringify(SENTENCE)},`],
    "text-regression": ["text_classification", `    ${JSON.stringify(inputOf(card))},`],
    "token-classification": ["token_classification", `    ${JSON.stringify(NAMES)},`],
    "question-answering": [
      "question_answering",
      `    question=${JSON.stringify(QUESTION.question)},`,
      `    context=${JSON.stringify(QUESTION.context)},`,
    ],
  }[card.task] as [string, ...string[]];
  const [call, ...inputs] = lines;
  return `from huggingface_hub import InferenceClient

print(InferenceClient().${call}(
${[...inputs, model].join("\n")}
))`;
}
