import { unimportable } from "./unimportable.ts";

/** What stands between some well-known models and this project. */
const WHY_NOT: Readonly<Record<string, string>> = {
  roberta: "its tokenizer kind BPE is not read here, and its positions begin at 2",
  "xlm-roberta": "its positions begin at 2",
  camembert: "its positions begin at 2",
  longformer: "its tokenizer kind BPE is not read here, and it attends to windows",
  modernbert: "its tokenizer kind BPE is not read here, and its positions are rotations",
  albert: "its layers share their weights",
  deberta: "its attention tells content from position",
  "deberta-v2": "its attention tells content from position",
  mobilebert: "its layers have bottlenecks",
  xlnet: "it reads in permuted orders",
  gpt2: "it is a decoder with the tokenizer kind BPE",
  t5: "it is an encoder with a decoder",
};

/** Says of the `model_type` in a config.json that it is none of `known`, and why where that is known. */
export function otherModelType(path: string, type: unknown, known: readonly string[]): never {
  const why = typeof type === "string" && Object.hasOwn(WHY_NOT, type) ? ` (${WHY_NOT[type]})` : "";
  return unimportable(`${path} has the model_type ${JSON.stringify(type)}${why}; read here are ${known.join(", ")}`);
}
