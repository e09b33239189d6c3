import { type Command, Option } from "commander";
import type { Leaderboard } from "../../eval/leaderboard/board.ts";
import { Runtime } from "../../r2-assets/format/names.ts";
import { isSealed, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { CliError } from "../cli-error.ts";
import { type ApiClient, apiClient, type ServerOptions, withServer } from "../http/client.ts";
import { patiently } from "../http/patiently.ts";
import { type Board, leaderboardReport } from "../leaderboard/leaderboard-report.ts";
import { giveReport, type ReportOptions, withReport } from "../report/report-files.ts";

interface LeaderboardOptions extends ServerOptions, ReportOptions {
  against?: string;
  weights?: string;
  runtime?: Runtime;
}

export default function leaderboardCommand(program: Command): void {
  const command = program
    .command("leaderboard")
    .description(
      "One table a suite: every model's score with its interval, its retention (its score over its teacher's), whether the " +
        "difference from its teacher is significant, its size, and its latency where it was measured.",
    )
    .argument("[suites...]", "as glue/sst2; without any, all suites that have runs and are not sealed")
    .option("--against <model>", "hold all others against this model instead of their teachers")
    .option("--weights <weights>", "rank by Dynascore, as performance:1,bytes:0.5")
    .addOption(new Option("--runtime <name>", "count only runs that it made").choices(Runtime.options));
  withReport(withServer(command)).action(leaderboard);
}

async function leaderboard(
  named: string[],
  { against, weights, runtime, report, json, ...server }: LeaderboardOptions,
) {
  if (against !== undefined && named.length === 0) throw new CliError("--against wants a suite");
  const api = await apiClient(server);
  const boards: Board[] = [];
  for (const suite of named.length > 0 ? new Set(named) : await suitesOf(api)) {
    const chosen = { ...(against && { against }), ...(weights && { weights }), ...(runtime && { runtime }) };
    const query = new URLSearchParams({ suite, ...chosen });
    // The first time every pair is tested; cut off, it goes on where it stopped.
    boards.push({ suite, ...(await patiently(() => api.get<Leaderboard>(`/v1/leaderboard?${query}`))) });
  }
  const shown = named.length > 0 ? boards : boards.filter(hasScores);
  await giveReport(leaderboardReport(shown), { report, json });
}

const suitesOf = async (api: ApiClient) =>
  (await api.get<{ suites: SuiteInfo[] }>("/v1/suites")).suites
    .filter((suite) => !isSealed(suite)) // a look at those is counted: nobody is to have one unawares
    .map(({ id }) => id);

const hasScores = ({ rows, suite }: Board) => rows.some(({ scores }) => scores[suite] !== undefined);
