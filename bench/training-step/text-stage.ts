/** Steps on plain text in a vocabulary of its own: the objective, the student, and texts of made-up sentences. */
import { openTokenizerFile } from "../../r2-assets/format/tokenizer-file.ts";
import { seededRandom } from "../../trainer/data/random.ts";
import { methodNamed } from "../../trainer/methods/index.ts";
import type { BertConfig } from "../../trainer/models/bert/config.ts";
import { descriptionOf } from "../../trainer/models/describe.ts";
import type { ModelConfig } from "../../trainer/models/model.ts";
import { withVocabulary } from "../../trainer/models/other-vocabulary.ts";
import type { Weights } from "../../trainer/models/weights.ts";
import { loadRecipe } from "../../trainer/recipes/recipe.ts";
import type { TrainingInput } from "../../trainer/tasks/task.ts";
import { namedEncoder } from "../../trainer/training/open-encoder.ts";
import { LEARNT_BY_DEFAULT, learnWordPieces } from "../../trainer/vocabulary/learn-word-pieces.ts";
import { SPECIAL_TOKENS, wordPieceFile } from "../../trainer/vocabulary/word-piece-file.ts";
import type { TextStage } from "./setting.ts";

/** Which recipe has the stage, and at which of its places. */
const STAGES = {
  "mixed-words": { name: "text/mixed-vocabulary-6x256", index: 0 },
  words: { name: "text/mixed-vocabulary-6x256", index: 1 },
  dual: { name: "text/shared-projections-down-96", index: 0 },
} as const satisfies Record<TextStage, { name: string; index: number }>;

/** The student's shape: `layers`, `width`, `heads`, `ffn`. */
export async function studentShape(stage: TextStage): Promise<Record<string, unknown>> {
  const { layers, width, heads, ffn } = (await loadRecipe(STAGES[stage].name)).options;
  return { layers, width, heads, ffn };
}

/**
 * The trainer's own objective and student, MiniLM as the teacher, and `batch` texts of `length` pieces. Their words are MiniLM's whole ones,
 * the first in its list the most frequent (Zipf); as many pieces as the recipe asks for are learnt from them.
 */
export async function textStage(stage: TextStage, batch: number, length: number, changed: Record<string, string>) {
  const { name, index } = STAGES[stage];
  const recipe = await loadRecipe(name, changed);
  const own = await namedEncoder(recipe.encoder.source, console.error);
  const { splitter } = openTokenizerFile(JSON.parse(own.tokenizer));
  const words = Array.from({ length: own.config.vocabulary }, (_, id) => splitter.tokenOf(id) ?? "").filter((token) =>
    /^[a-z]{2,}$/.test(token),
  );
  const counts = new Map(words.map((word, rank) => [word, Math.ceil(1e6 / (rank + 1))]));
  const { alphabetLimit, maxWordLength, minFrequency } = LEARNT_BY_DEFAULT;
  const { learnt: size } = recipe.encoder.vocabulary as { learnt: number };
  const { pieces } = learnWordPieces(counts, {
    ...{ size, alphabetLimit, maxWordLength, minFrequency, specialTokens: SPECIAL_TOKENS },
  });
  const tokenizer = JSON.stringify(wordPieceFile(pieces, maxWordLength));
  const encoder = await withVocabulary(own, tokenizer);
  const config = { ...encoder.config, pooling: "mean", labels: 2 } as BertConfig;

  const method = methodNamed(recipe.method);
  const options = method.options.parse(recipe.options);
  const sources = { encoder, config, teacher: null, start: null, seed: recipe.seed };
  const student = method.build(sources, options);
  const kind = method.objectives[recipe.stages![index]!.objective!]!;
  const inputs = texts(tokenizer, words, batch, length);
  const teacher = {
    config: config as ModelConfig,
    weights: descriptionOf(config).pretrained!.initialWeights(encoder, config, recipe.seed),
  };
  const objective = await kind.create({
    ...{ options, on: "text", task: null, student: student.config, teacher, answers: null, origin: own, tokenizer },
    ...{ inputs, seed: recipe.seed, cache: "", onTeacher: () => {} },
  });
  const weights = new Map<string, Weights>([...student.weights, ...(objective.companions ?? [])]);
  const left = [...student.weights.keys()].filter((name) => objective.leaves?.(name));
  return { recipe, index, student: { config: student.config, weights }, train: inputs, objective, left };
}

/** Words are drawn with a chance of one in their rank. */
function texts(tokenizer: string, words: readonly string[], batch: number, length: number): TrainingInput[] {
  const random = seededRandom(17);
  const { splitter } = openTokenizerFile(JSON.parse(tokenizer));
  const [start, end] = ["[CLS]", "[SEP]"].map((token) => splitter.idOf(token)!);
  return Array.from({ length: batch }, (_, i) => {
    const drawn = Array.from({ length }, () => words[Math.floor(words.length ** random()) - 1]);
    const ids = [start!, ...splitter.ids(drawn.join(" ")).slice(0, length - 2), end!];
    return { id: String(i), ids, typeIds: ids.map(() => 0) };
  });
}
