/**
 * What transformers.js makes of artefacts; run where it is installed (install.sh). A list of jobs on stdin, a list of
 * answers on stdout, both JSON: {folder, task, inputs: [{text, pair?}]} -> for each input {ids, types, logits, answer},
 * `answer` being that of the pipeline for the task, where it takes such an input.
 */
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [installed] = process.argv.slice(2);
const resolved = createRequire(join(installed, "package.json")).resolve("@huggingface/transformers");
const { pipeline, env } = await import(pathToFileURL(resolved).href);
env.allowRemoteModels = false;

const single = (ask, { text, pair }) => (pair === undefined ? ask(text, { top_k: null }) : undefined);

/** By our task: the pipeline, and its call. */
const PIPELINES = {
  "text-classification": ["text-classification", single],
  "multi-label-classification": ["text-classification", single],
  "text-regression": ["text-classification", () => undefined], // its softmax makes one number 1
  "token-classification": ["token-classification", () => undefined],
  "question-answering": ["question-answering", (ask, { text, pair }) => ask(text, pair)],
};

let input = "";
for await (const piece of process.stdin) input += piece;
const answers = [];
for (const { folder, task, inputs } of JSON.parse(input)) {
  env.localModelPath = dirname(folder);
  const [pipelineTask, call] = PIPELINES[task];
  // fp32 is the file without a suffix, and the graph lies beside the card; its weights are found by their path.
  const ask = await pipeline(pipelineTask, basename(folder), { dtype: "fp32", subfolder: "" });
  const read = [];
  for (const { text, pair } of inputs) {
    const encoding = ask.tokenizer(text, { text_pair: pair, truncation: true });
    const list = (tensor) => Array.from(tensor.data, Number);
    const { logits, start_logits, end_logits } = await ask.model(encoding);
    const spans = () => list(start_logits).flatMap((start, i) => [start, Number(end_logits.data[i])]); // as our logits lie
    const numbers = logits === undefined ? spans() : list(logits);
    const answer = await call(ask, { text, pair });
    const ids = list(encoding.input_ids);
    const types = encoding.token_type_ids ? list(encoding.token_type_ids) : ids.map(() => 0); // the model takes them so
    const tokens = { ids, types };
    read.push({ ...tokens, logits: numbers, answer });
  }
  answers.push(read);
  await ask.dispose();
}
process.stdout.write(JSON.stringify(answers));
