/** What a family of models by Hugging Face is, in our terms: its shape by `config.json`, and the names of its tensors. */
import type { BertConfig } from "../config.ts";
import type { Json } from "./folder-file.ts";

/** What a head reads and says: one vector a text, every token, or where an answer begins and ends. */
export type HeadKind = "texts" | "tokens" | "spans";

export interface Family {
  modelType: string;
  /** How its classes' names begin: `Bert` of `BertForTokenClassification`. */
  className: string;
  /** Of the encoder. Throws ZodError for a config that is none that can be imported. */
  shape(config: Json): Omit<BertConfig, "pooling" | "labels">;
  /** Under which names a tensor of the encoder may lie in a file, the usual one first; none where such models have no such tensor. */
  namesOf(name: string): readonly string[];
  /** Rows of the file's position table before that of a text's first token, which nothing reads; absent: none. */
  rowsBeforePositions?: number;
  /** What the pooler's names begin with, where texts are classified. */
  pooler: string;
  /** What those of its head's last layer begin with. */
  heads: Readonly<Record<HeadKind, string>>;
}

/** With the prefix and, as in files of a model without a head, without it; with LayerNorm's names and the older gamma and beta. */
export function spellings(prefix: string, name: string): string[] {
  const old = name.replace(/LayerNorm\.weight$/, "LayerNorm.gamma").replace(/LayerNorm\.bias$/, "LayerNorm.beta");
  return [...new Set([name, old].flatMap((each) => [prefix + each, each]))];
}
