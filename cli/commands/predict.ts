import type { Command } from "commander";
import { apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { wholeNumber } from "../options.ts";
import { predictFile } from "../predict/predict-file.ts";

interface PredictOptions extends ServerOptions {
  out?: string;
  batch: number;
  json?: boolean;
}

export default function predictCommand(program: Command): void {
  const command = program
    .command("predict")
    .description(
      "Answer a file of texts through the API, in order. Predictions are written as they come, one JSON line a row, " +
        "with the error of a row that has none; the same command once more goes on where the last one stopped.",
    )
    .argument("<id>", "a model, as sst2-teacher")
    .argument("<file>", "NDJSON (a string or {id?, text, text_pair?} a line) or CSV with such columns")
    .option("--out <file>", "where predictions go (default: <file>.<id>.ndjson)")
    .option("--batch <n>", "texts a request", wholeNumber(1, 1000), 32);
  withServer(command).option("--json", "print the outcome as JSON").action(predict);
}

async function predict(
  id: string,
  file: string,
  { out = `${file}.${id}.ndjson`, batch, json, ...server }: PredictOptions,
) {
  const outcome = await predictFile(await apiClient(server), id, file, out, batch);
  const { rows, resumed, errors, model } = outcome;
  if (rows > 0 && errors === rows) process.exitCode = 1; // a file that is not for this model
  if (json) return console.log(JSON.stringify(outcome, null, 2));
  const before = resumed > 0 ? `, ${resumed} rows by an earlier run` : "";
  console.log(`${rows - errors} of ${rows} rows answered by ${model ?? id}${before}, ${errors} errors: ${out}`);
}
