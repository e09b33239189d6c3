/** Recipes for tasks of own rows, by the size of the task: what the recorded recipes of the house have in common. */
import { averageDecayOf, epochsOf, judgedOf, type Reasoned } from "./by-size.ts";
import { maxLengthOf, microTokensOf } from "./max-length.ts";
import { ownModelId, type TaskFacts } from "./task-facts.ts";

type Json = { [key: string]: unknown };

/** What a method adds: its part of a recipe, and why. */
interface Part {
  recipe: Json & { method: string; train?: Json };
  description: string;
  question: string;
  why: Record<string, string>;
}

type Maker = (facts: TaskFacts) => Part;

const perToken = ({ task }: TaskFacts) => task === "token-classification";
const spans = ({ task }: TaskFacts) => task === "question-answering";

/** Larger steps where a head begins at random on every token, smaller ones for windows in small batches. */
function fineTuningRate(facts: TaskFacts): Reasoned<number> {
  if (perToken(facts))
    return { value: 2e-4, why: "as wnut17/teacher.json: a head that begins at random on every token" };
  if (spans(facts))
    return { value: 5e-5, why: "as squad/teacher.json: the upper end of BERT's for SQuAD, for small batches" };
  return {
    value: 8e-5,
    why: "as most teachers of the house: small encoders take larger steps than BERT-base's 2e-5 to 5e-5",
  };
}

/** The spans of a window move when weights are rounded: `squad/teacher.json`, `squad/kronecker-19x.json`. */
const halves = (facts: TaskFacts) => (spans(facts) ? { export: { storage: "f16" } } : {});

const teacher: Maker = (facts) => {
  const [rate, epochs] = [fineTuningRate(facts), epochsOf("fine-tuning", facts.train)];
  return {
    recipe: { method: "teacher", ...halves(facts), train: { epochs: epochs.value, learning_rate: rate.value } },
    description: `all-MiniLM-L6-v2 fine-tuned on ${facts.id}: the teacher of all its students`,
    question: "How well does MiniLM, fine-tuned, do? Every student is measured against this model.",
    why: { "train.learning_rate": rate.why, "train.epochs": epochs.why },
  };
};

const WORD_TABLE = ["bert.embeddings.word_embeddings"];

/** Three of six layers, by whatever teaches them. */
const threeLayers =
  (method: string, taught: string, options: (facts: TaskFacts) => Json): Maker =>
  (facts) => {
    const [epochs, average] = [epochsOf("half the layers", facts.train), averageDecayOf(facts.train)];
    return {
      recipe: {
        method,
        ...halves(facts),
        options: { layers: 3, ...options(facts) },
        train: {
          epochs: epochs.value,
          learning_rate: 8e-5,
          average_decay: average.value,
          frozen: WORD_TABLE,
        },
      },
      description: `the first 3 of 6 layers, ${taught}`,
      question: "What does halving the depth cost?",
      why: {
        "train.epochs": epochs.why,
        "train.learning_rate": "half the layers take a larger step, as in every recorded recipe of three layers",
        "train.average_decay": average.why,
        "train.frozen": "word table frozen as in sst2/pkd-skip.json: few rows touch few words",
      },
    };
  };

/** As the recorded recipes have it, whose temperatures differ by task: SST-2's, STS-B's, SQuAD's. */
const softly = (facts: TaskFacts): Json => ({
  temperature: facts.task === "text-regression" ? 1 : spans(facts) || perToken(facts) ? 2 : 10,
  alpha: 0.5,
});
const patiently = (facts: TaskFacts): Json => ({ ...softly(facts), beta: 0.65 });

const FACTORED_WHY = {
  "train.learning_rate": "the paper's for its 21x model, and what all recorded recipes of factors have",
  "train.weight_decay": "and dropout as in the text stage: text/kronecker-19x.json",
};

/** Factors that begin at a model of the text stage. */
const factors =
  (method: string, start: string, what: string, options: Json, taught = true): Maker =>
  (facts) => {
    const epochs = epochsOf("factors", facts.train);
    return {
      recipe: {
        method,
        start: `text/${start}`,
        options,
        train: {
          epochs: epochs.value,
          learning_rate: 5e-4,
          weight_decay: 0,
          dropout: 0,
          ...(spans(facts) && { quantization_aware: true }),
        },
      },
      description: `${what} than MiniLM, trained on plain text and then ${taught ? "by distillation of every layer" : "fine-tuned without a teacher"}`,
      question: "What do so few numbers keep of the teacher's answers?",
      why: { ...FACTORED_WHY, "train.epochs": epochs.why },
    };
  };

const thin: Maker = (facts) => {
  const epochs = epochsOf("factors", facts.train);
  return {
    recipe: {
      method: "thin",
      options: { width: 32, layers: 6, heads: 4, ffn: 360, ...softly(facts) },
      train: { epochs: epochs.value, learning_rate: 1e-3, average_decay: averageDecayOf(facts.train).value },
    },
    description: "a plain BERT of 6 layers, 32 wide, trained by knowledge distillation of logits",
    question: "What do as many numbers as Kronecker 19x has do in a plain narrow BERT?",
    why: {
      "train.learning_rate":
        "as sst2/thin.json: everything but the words starts from nothing, and narrow models take large steps",
      "train.epochs": epochs.why,
      "train.average_decay": averageDecayOf(facts.train).why,
    },
  };
};

/** By the teacher's logits, of unlabelled texts where there are any, then by the labels beside them. */
const xtremedistil: Maker = ({ train, unlabelled }) => {
  const again = epochsOf("factors", train).value;
  const first = unlabelled
    ? {
        on: "transfer",
        objective: "logits",
        train: { epochs: unlabelled.texts > 50_000 ? 3 : unlabelled.texts > 10_000 ? 6 : 15 },
      }
    : { on: "task", objective: "logits", train: { epochs: again } };
  return {
    recipe: {
      method: "xtremedistil",
      options: { embedding: 100, units: 200 },
      ...(unlabelled && { transfer: [unlabelled.file] }),
      train: {
        batch_size: train < 5_000 ? 32 : 64,
        learning_rate: 1e-3,
        weight_decay: 0,
        dropout: 0.3,
        transfer_limit: 60_000,
      },
      stages: [
        first,
        { on: "task", objective: "labels-and-logits", train: { epochs: Math.ceil(again / 2), learning_rate: 5e-4 } },
      ],
    },
    description: `a BiLSTM, trained on its teacher's logits of ${unlabelled ? "unlabelled texts" : "the rows"}, then on the labels beside them`,
    question: "How much of the teacher does a BiLSTM learn from its logits?",
    why: {
      "train.learning_rate": "the paper's",
      "train.transfer_limit":
        "as wnut17/xtremedistil.json: what a teacher of six layers answers in some ten minutes on one core",
      "stages.0.train.epochs": unlabelled
        ? `${unlabelled.texts.toLocaleString("en")} unlabelled texts: the fewer, the more often they are read`
        : "no unlabelled texts (`retort task add --unlabelled`): the rows themselves, as in snips/xtremedistil.json",
    },
  };
};

const MAKERS: Readonly<Record<string, Maker>> = {
  teacher,
  "pkd-skip": threeLayers("pkd-skip", "trained by patient knowledge distillation (skip map)", patiently),
  "pkd-last": threeLayers("pkd-last", "trained by patient knowledge distillation (last map)", patiently),
  kd: threeLayers("kd", "trained by knowledge distillation of logits", softly),
  "fine-tuned": threeLayers("fine-tuned", "fine-tuned without a teacher", () => ({})),
  "kronecker-7.5x": factors("kronecker", "kronecker-7.5x", "Kronecker factors 7.5 times smaller", { plan: "K384-a" }),
  "kronecker-19x": factors("kronecker", "kronecker-19x", "Kronecker factors 19 times smaller", { plan: "K384-19x" }),
  "kronecker-30x": factors("kronecker", "kronecker-30x", "Kronecker factors 30 times smaller", { plan: "K384-30x" }),
  "fine-tuned-kronecker-19x": factors(
    "fine-tuned",
    "kronecker-19x",
    "Kronecker factors 19 times smaller",
    { plan: "K384-19x" },
    false,
  ),
  "svd-19x": factors("svd", "svd-19x", "low-rank factors 19 times smaller", { equal_to: "K384-19x" }),
  thin,
  xtremedistil,
};

/** Methods that have no teacher. */
const UNTAUGHT = new Set(["teacher", "fine-tuned", "fine-tuned-kronecker-19x"]);

/** The methods that a task can be trained by with no recipe file, the teacher first. A BiLSTM asks about texts and words, not about contexts. */
export const defaultMethods = ({ task }: Pick<TaskFacts, "task">): string[] =>
  Object.keys(MAKERS).filter((name) => name !== "xtremedistil" || task !== "question-answering");

/**
 * The recipe `<id>/<name>`, to be merged over the defaults; each value that follows from the task has its reason in `why`. Throws with
 * one sentence for a method that there is none for.
 */
export function defaultRecipe(facts: TaskFacts, name: string): Json {
  const known = defaultMethods(facts);
  if (!known.includes(name)) throw new Error(`${facts.id} has no recipe ${name}; it has ${known.join(", ")}`);
  const { recipe, description, question, why } = MAKERS[name]!(facts);
  const length = maxLengthOf(facts);
  const micro = microTokensOf(length.value);
  const judged = judgedOf(facts.train);
  const small = spans(facts) ? { batch_size: 8 } : {};
  return {
    question,
    task: facts.id,
    ...recipe,
    model: { id: ownModelId(facts.id, name), description },
    teacher: UNTAUGHT.has(name) ? null : `${facts.id}/teacher`,
    train: {
      ...small,
      ...recipe.train,
      max_length: length.value,
      ...(micro && { micro_tokens: micro.value }),
      ...(judged > 1 && { judged }),
    },
    why: {
      ...why,
      "train.max_length": length.why,
      ...(micro && { "train.micro_tokens": micro.why }),
      ...(judged > 1 && { "train.judged": "an epoch is long: dev chooses among several models of each" }),
      ...(spans(facts) && {
        "train.batch_size": "and export.storage as squad/teacher.json, quantization_aware as squad/kronecker-19x.json",
      }),
    },
  };
}
