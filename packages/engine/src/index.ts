/**
 * The package's face, and its declarations: what stands here is all of it, and imports nothing. The code behind it is an entry a platform
 * (`browser.ts`, `node.ts`, `workerd.ts`), which the compiler holds to this.
 */

/** What models can be asked. A classifier with `slots` on its card can be asked for token-classification besides. */
export type Task =
  | "text-classification"
  | "multi-label-classification"
  | "text-regression"
  | "token-classification"
  | "question-answering";

/** A text, or two for models that compare a pair. */
export type TextInput = string | { text: string; text_pair?: string };

export interface Question {
  question: string;
  context: string;
}

export interface LabelScore {
  label: string;
  score: number;
}

/** Of the strategy `none`: a piece of a word. Places count UTF-16 units; `index` is the piece's place among the tokens. */
export interface TokenEntity {
  entity: string;
  score: number;
  index: number;
  word: string;
  start: number;
  end: number;
}

/** Of the other strategies. `word` is made of pieces; the text's own words are `text.slice(start, end)`. */
export interface EntityGroup {
  entity_group: string;
  score: number;
  word: string;
  start: number;
  end: number;
}

/** `answer` is `context.slice(start, end)`. */
export interface Answer {
  answer: string;
  score: number;
  start: number;
  end: number;
}

/** Options by task; names, defaults and meaning are those of `parameters` of `POST /models/{id}`. */
export interface TaskOptions {
  "text-classification": {
    /** `softmax`, or `sigmoid` for a model of a single label, unless given. */
    function_to_apply?: "softmax" | "sigmoid" | "none";
    /** All labels unless given. */
    top_k?: number;
  };
  "multi-label-classification": {
    /** `sigmoid` unless given. */
    function_to_apply?: "softmax" | "sigmoid" | "none";
    /** All labels unless given. */
    top_k?: number;
    /** Only labels whose sigmoid is at least so much; `card`: each by the card's own threshold. All labels unless given. */
    threshold?: "card" | number;
  };
  "text-regression": Record<never, never>;
  "token-classification": {
    /** `simple` unless given. */
    aggregation_strategy?: "none" | "simple" | "first" | "average" | "max";
    /** `["O"]` unless given. */
    ignore_labels?: readonly string[];
    /** Pieces that windows over a long text share. A text longer than the model's `max_length` is cut unless given. */
    stride?: number;
  };
  "question-answering": {
    /** Answers, best first; 1 unless given. */
    top_k?: number;
    /** Pieces that windows over a long context share; 128 unless given. */
    doc_stride?: number;
    /** Pieces; 30 unless given. */
    max_answer_len?: number;
    /** Pieces of the question that are kept; 64 unless given. */
    max_question_len?: number;
    /** Tokens a window; the model's `max_length` unless less. */
    max_seq_len?: number;
    /** Whether the empty answer, that there is none, takes part. */
    handle_impossible_answer?: boolean;
    /** Whether answers are made of whole words, which they are unless this is false. */
    align_to_words?: boolean;
  };
}

export interface TaskInputs {
  "text-classification": TextInput | readonly TextInput[];
  "multi-label-classification": TextInput | readonly TextInput[];
  "text-regression": TextInput | readonly TextInput[];
  "token-classification": string | readonly string[];
  "question-answering": Question | readonly Question[];
}

/** Answers by task, in the shapes of `POST /models/{id}`: nested for an array of inputs; of classifiers and regressions always. */
export interface TaskAnswer {
  "text-classification": LabelScore[][];
  "multi-label-classification": LabelScore[][];
  "text-regression": LabelScore[][];
  "token-classification": (TokenEntity | EntityGroup)[] | (TokenEntity | EntityGroup)[][];
  "question-answering": Answer | Answer[] | (Answer | Answer[])[];
}

export interface AskOptions {
  /** Stops the work between two layers; the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** A model that is ready to answer. Calls may overlap. */
export interface Model {
  /** Rejects with EngineError for inputs or options that it cannot take. */
  <T extends Task>(inputs: TaskInputs[T], options: { task: T } & TaskOptions[T] & AskOptions): Promise<TaskAnswer[T]>;
  /** Asks for what the model's own task is. */
  (
    inputs: TaskInputs[Task],
    options?: AskOptions &
      TaskOptions["multi-label-classification"] &
      TaskOptions["token-classification"] &
      TaskOptions["question-answering"],
  ): Promise<TaskAnswer[Task]>;

  readonly card: ModelCard;
  readonly kernels: Kernels;
  /** Memory that it keeps, beside what a run takes while it lasts. */
  readonly bytes: number;
  /** Lets go of its memory. Runs that are under way end with an EngineError. Safe to call twice. */
  release(): void;
}

/** What of a card most readers want; all of it is there. */
export interface ModelCard {
  id: string;
  task: Task;
  description: string;
  licence: string;
  labels: string[];
  slots?: string[] | undefined;
  /** Of a model of several labels a text, one a label: it holds where its sigmoid is at least so much. 0.5 each where they are absent. */
  thresholds?: number[] | undefined;
  /** Tokens after truncation, special ones included. */
  max_length: number;
  storage: "f32" | "f16" | "i8";
  parameters: number;
  /** Of the weights. */
  bytes: number;
}

/** The kernels' two binaries: with relaxed SIMD instructions, or with plain ones alone. */
export type Kernels = "relaxed" | "plain";

export interface OpenOptions {
  /**
   * `relaxed` where there is relaxed SIMD unless given. Both give the same bits for models stored as I8. `plain` gives the same bits on every machine
   * for those in floats, too, and is slower.
   */
  kernels?: Kernels;
  /** Memory that weights and a run's activations may take together; 256 MB unless given. */
  memoryBytes?: number;
  /** How long work may keep the event loop waiting, a layer's time at least; 8 unless given, Infinity: never let it turn. */
  sliceMs?: number;
}

export interface LoadOptions extends OpenOptions {
  signal?: AbortSignal | undefined;
  /** Told as bytes of tokenizer and weights come in. */
  onProgress?: ((progress: { loadedBytes: number; totalBytes: number }) => void) | undefined;
  /** Fetches in place of the global `fetch`: an assets binding, a bucket, a cache. */
  fetch?: (url: string, init: { signal: AbortSignal }) => Promise<Response>;
  /** The version that the card must have: the first 12 hex digits of the sha256 of `card.json`. */
  version?: string;
}

/** An artefact's files, each as bytes or, of JSON, as what it parses to. */
export interface Artefact {
  card: unknown;
  tokenizer: unknown;
  weights: Uint8Array | ArrayBuffer;
}

/** Opens a model from its files. What is given as bytes is held against size and sha256 on the card. Rejects with EngineError. */
export declare const openModel: (artefact: Artefact, options?: OpenOptions) => Promise<Model>;

/**
 * Fetches `card.json`, `tokenizer.json` and `weights.safetensors` from a folder's address, checks them and opens the model. Rejects with EngineError, or
 * with the signal's reason.
 */
export declare const loadModel: (folder: string | URL, options?: LoadOptions) => Promise<Model>;

/** What cannot be done; `message` is one sentence that says why. */
export declare class EngineError extends Error {
  override name: "EngineError";
}
