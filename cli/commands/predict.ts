import { type Command, Option } from "commander";
import { WINDOW_POOLINGS } from "../../worker/pipelines/window-logits.ts";
import { apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { share, wholeNumber } from "../options.ts";
import { predictFile } from "../predict/predict-file.ts";
import { toldRows } from "../predict/told-rows.ts";

interface PredictOptions extends ServerOptions {
  out?: string;
  batch: number;
  calibrated?: true;
  minScore?: number;
  window?: string;
  stride?: number;
  json?: boolean;
}

export default function predictCommand(program: Command): void {
  const command = program
    .command("predict")
    .description(
      "Answer a file of texts through the API, in order. Predictions are written as they come, one line a row, " +
        "with the error of a row that has none; the same command, with the same options, once more goes on where the last one stopped.",
    )
    .argument("<id>", "a model, as sst2-teacher")
    .argument(
      "<file>",
      "NDJSON (a string or {id?, text, text_pair?} a line), .csv or .tsv with such columns, or a .json list; UTF-8, .gz too; or .parquet",
    )
    .option("--out <file>", "where predictions go; CSV if it ends in .csv (default: <file>.<id>.ndjson)")
    .option("--batch <n>", "texts a request", wholeNumber(1, 1000), 32)
    .option("--calibrated", "scores by the temperature on the model's card")
    .option("--min-score <p>", "leaves rows unanswered whose best label has less, from 0 to 1", share)
    .addOption(
      new Option("--window <how>", "reads texts that are too long by windows, whose logits are pooled").choices(
        WINDOW_POOLINGS,
      ),
    )
    .option("--stride <n>", "tokens that windows share; a quarter of a window unless given", wholeNumber(0));
  withServer(command).option("--json", "print the outcome as JSON").addHelpText("after", NAMES).action(predict);
}

const NAMES = `
A text is under text, text_a, inputs or sentence; two are under text and text_pair, text_a and text_b, text and text2,
sentence1 and sentence2, sentence and sentence2, question1 and question2, question and sentence, or premise and hypothesis.`;

async function predict(
  id: string,
  file: string,
  { out = `${file}.${id}.ndjson`, batch, json, calibrated, minScore, window, stride, ...server }: PredictOptions,
) {
  const parameters = {
    ...(calibrated && { calibrated }),
    ...(minScore !== undefined && { min_score: minScore }),
    ...(window !== undefined && { window }),
    ...(stride !== undefined && { stride }),
  };
  const tell = (sentence: string) => console.error(sentence);
  const { failed, ...outcome } = await predictFile(await apiClient(server), id, file, out, batch, tell, parameters);
  const { rows, resumed, errors, unanswered, model } = outcome;
  for (const rows of toldRows(failed)) tell(`${file}, ${rows}`);
  if (rows > 0 && errors === rows) process.exitCode = 1; // a file that is not for this model
  if (json) return console.log(JSON.stringify(outcome, null, 2));
  const before = resumed > 0 ? `, ${resumed} rows by an earlier run` : "";
  const unsure = minScore === undefined ? "" : `, ${unanswered} of them by null, below ${minScore}`;
  console.log(
    `${rows - errors} of ${rows} rows answered by ${model ?? id}${before}${unsure}, ${errors} errors: ${out}`,
  );
}
