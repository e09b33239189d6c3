import { type Command, InvalidArgumentError } from "commander";
import { SuiteId } from "../../r2-assets/format/names.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { CliError } from "../cli-error.ts";
import { runReport } from "../evaluation/run-report.ts";
import { apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { wholeNumber } from "../options.ts";
import { giveReport, type ReportOptions, withReport } from "../report/report-files.ts";
import { addNoAnswerProbabilities, readSubmission, type SubmissionSuite } from "../submission/read-submission.ts";

interface SubmitOptions extends ServerOptions, ReportOptions {
  suite: string;
  name: string;
  parameters?: number;
  bytes?: number;
  naProbFile?: string;
}

export default function submitCommand(program: Command): void {
  const command = program
    .command("submit")
    .description(
      "Have predictions scored that were made elsewhere, one a row of the suite. The run shows them as external/<name>.",
    )
    .argument(
      "<file>",
      "NDJSON; .json (an array, or SQuAD's {id: answer}); .csv or .tsv with the fields below as columns, score:<label> for scores; .gz too",
    )
    .requiredOption("--suite <suite>", "as glue/sst2")
    .requiredOption("--name <name>", "of the model, as bert-large", modelName)
    .option("--parameters <n>", "how many the model has", wholeNumber(1))
    .option("--bytes <n>", "how large the model is", wholeNumber(1))
    .option("--na-prob-file <file>", "SQuAD v2.0: no-answer probabilities as JSON, {id: p}, for the best threshold");
  withReport(withServer(command)).addHelpText("after", FIELDS).action(submit);
}

const FIELDS = `
A prediction has an id, the row's, and by task of the suite:
  text-classification   label, a name or an index; or scores, {label: probability}; or both;
                        of suites with slots (snips, atis) also tags: one IOB2 tag a space-separated token
  multi-label-classification
                        labels, those that hold, by name or index; or scores, {label: probability}, of which 0.5 holds; or both
  text-regression       score, in the suite's own unit
  token-classification  tags: one IOB2 tag a token
  question-answering    answer, empty for none; no_answer_probability, if the model has one
  behavioural suites    labels, one a text; or scores, one {label: probability} a text; or both
In CSV, tags and labels of behavioural suites have spaces between, labels of multi-label-classification | between; or they are JSON arrays.
Scores of behavioural suites are JSON.`;

function modelName(name: string): string {
  if (!/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(name) || name.length > 64)
    throw new InvalidArgumentError("It must be lower-case words joined by hyphens or dots, at most 64 characters.");
  return name;
}

async function submit(file: string, options: SubmitOptions): Promise<void> {
  const { suite, name, parameters, bytes, naProbFile } = options;
  const api = await apiClient(options);
  if (!SuiteId.safeParse(suite).success) throw new CliError(`there is no suite ${suite}`);
  const info = await api.get<SubmissionSuite>(`/v1/suites/${suite}`);
  const { items, notes } = await readSubmission(file, info);
  for (const note of notes) console.error(note);
  const predictions = naProbFile ? await addNoAnswerProbabilities(items, naProbFile) : items;
  const model = { name, parameters, bytes };
  await giveReport(runReport(await api.post<RunRecord>("/v1/submissions", { suite, model, predictions })), options);
}
