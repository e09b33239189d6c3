/**
 * What a question answering recipe's training reads: rows of each further file and why others are left out; windows, their tokens, how many do not hold the
 * answer; and how much of the first epoch's batches is padding.
 *
 *     node bench/windows/of-a-recipe.ts DATA [recipe: squad/teacher-more]
 */
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { epochBatches } from "../../trainer/data/batches.ts";
import { loadRecipe, stagesOf } from "../../trainer/recipes/recipe.ts";
import { taskOfRecipe } from "../../trainer/tasks/find-task.ts";
import { NOWHERE } from "../../trainer/tasks/gold-spans.ts";
import { told } from "../../trainer/tasks/more-rows.ts";
import { namedEncoder } from "../../trainer/training/open-encoder.ts";

const [data, name = "squad/teacher-more"] = process.argv.slice(2);
if (data === undefined) throw new Error("give the data folder: node bench/windows/of-a-recipe.ts DATA [recipe]");
const recipe = await loadRecipe(name);
const task = await taskOfRecipe(recipe, data);
if (task?.task !== "question-answering") throw new Error(`${name} does not answer questions`);
const { tokenizer } = await namedEncoder(recipe.encoder.source, console.error);
const { train: settings } = stagesOf(recipe, "tensorflow").at(-1)!;
const student = createTokenizer(JSON.parse(tokenizer), { maxLength: settings.max_length });
const { train, more } = await task.load(data, { student, teacher: null }, { train: settings.limit, dev: 0 });

for (const { file, rows, leftOut } of more) console.log(`${file}: ${rows} rows; left out: ${told(leftOut) || "none"}`);
const lengths = train.map(({ ids }) => ids.length);
const sorted = [...lengths].sort((a, b) => a - b);
const tokens = lengths.reduce((sum, length) => sum + length, 0);
const nowhere = train.filter(({ target }) => `${target}` === `${NOWHERE}`).length;
const batches = epochBatches(lengths, settings.batch_size, recipe.seed, 0);
const padded = batches.reduce((sum, batch) => sum + batch.length * Math.max(...batch.map((i) => lengths[i]!)), 0);
const share = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`;
console.log(
  `${train.length} windows, ${tokens} tokens: ${(tokens / train.length).toFixed(0)} on average, median ${sorted[sorted.length >> 1]}`,
);
console.log(`${nowhere} windows (${share(nowhere, train.length)}) do not hold the answer`);
console.log(`${batches.length} batches of ${settings.batch_size}: ${share(padded - tokens, padded)} is padding`);
