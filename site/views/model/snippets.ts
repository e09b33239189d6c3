/** Lines that ask a model from elsewhere, by its task. */
import type { Card } from "../../../r2-assets/format/card.ts";
import { exampleFor } from "../../ask/examples.ts";
import { shellQuoted } from "../../parts/shell-quoted.ts";

export interface Lines {
  /** Shown above: what has to be installed. */
  needs: string;
  code: string;
}

export const WAYS = ["curl", "JavaScript", "Python", "In a browser"] as const;
export type Way = (typeof WAYS)[number];

type Asked = Pick<Card, "id" | "task" | "trained_on">;

interface Place {
  version: string;
  /** Whether that is what answers under the id alone. */
  isCurrent: boolean;
  /** Without a slash at its end. */
  server: string;
}

export function snippetsOf(card: Asked, { version, isCurrent, server }: Place): Record<Way, Lines> {
  const url = `${server}/models/${card.id}${isCurrent ? "" : `@${version}`}`;
  const input = exampleFor(card);
  return {
    curl: {
      needs: "Any HTTP client does.",
      code: `curl ${url} \\\n  -H content-type:application/json \\\n  -d ${shellQuoted({ inputs: input })}`,
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
    "multi-label-classification": "textClassification",
    "text-regression": "textClassification",
    "token-classification": "tokenClassification",
    "question-answering": "questionAnswering",
    "feature-extraction": "featureExtraction",
  }[card.task];
  return `import { InferenceClient } from "@huggingface/inference";

const client = new InferenceClient("").endpoint("${url}");
console.log(await client.${call}({ inputs: ${JSON.stringify(exampleFor(card))} }));`;
}

function python(card: Asked, url: string): string {
  const input = exampleFor(card);
  const parts = typeof input === "object" && "question" in input ? Object.entries(input) : [];
  const inputs = parts.map(([name, text]) => `    ${name}=${JSON.stringify(text)},`);
  const call = {
    "text-classification": "text_classification",
    "multi-label-classification": "text_classification",
    "text-regression": "text_classification",
    "token-classification": "token_classification",
    "question-answering": "question_answering",
    "feature-extraction": "feature_extraction",
  }[card.task];
  return `from huggingface_hub import InferenceClient

print(InferenceClient().${call}(
${[...(inputs.length > 0 ? inputs : [`    ${JSON.stringify(input)},`]), `    model="${url}",`].join("\n")}
))`;
}
