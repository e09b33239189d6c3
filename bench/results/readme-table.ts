/** README's one table: the teacher and the students that come with the project, on the suite that most models have runs on. */

import type { LeaderboardRow } from "../../eval/leaderboard/board.ts";
import { code, interval, link, megabytes, percent, score, table, tenths } from "../markdown.ts";
import type { Board } from "./boards.ts";
import type { Sources } from "./sources.ts";

const [START, END] = ["<!-- npm run results -->", "<!-- end -->"];

/** The README with its table as the records have it. Throws an Error where the marks around the table are missing. */
export function withTable(readme: string, { suite, rows }: Board, { latency, cards }: Sources): string {
  const [before, rest] = readme.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md lacks ${START} or ${END}`);
  const p50 = new Map(latency[0]!.models.map((one) => [one.model, one.p50]));
  const drawn = table<LeaderboardRow>(
    [
      { title: "model", of: ({ model }) => link(code(model), `r2-assets/models/${model}/card.json`, "") },
      { title: "method", of: ({ method }) => method },
      { title: "MB", right: true, of: ({ bytes }) => megabytes(bytes) },
      { title: "accuracy", right: true, of: ({ scores }) => score(scores[suite.id]?.value) },
      { title: "95 % interval", of: ({ scores }) => interval(scores[suite.id]?.ci95) },
      { title: "retention", right: true, of: ({ retention }) => percent(retention) },
      { title: "p50, ms", right: true, of: ({ model }) => tenths(p50.get(model)) },
    ],
    rows.filter(({ model }) => cards.has(model)),
  );
  return [before, START, "\n", drawn, "\n", END, after].join("");
}
