/** `/v1/suites/{a}/{b}/looks`: who was shown how many figures of a sealed part. */
import { createRoute, z } from "@hono/zod-openapi";
import { SuiteLooks } from "../../eval/reports/looks.ts";
import { isSealed } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { newApi } from "../http/api.ts";
import { type Columns, csv, csvResponse, wantsCsv } from "../http/csv.ts";
import { json } from "../http/json.ts";
import { ProblemError, problem } from "../http/problem.ts";
import { findParts, partName } from "../lookups/find-parts.ts";
import { findSuite } from "../lookups/find-suite.ts";
import { type LookLine, lookStore } from "../storage/look-store.ts";
import { suiteStore } from "../storage/suite-store.ts";

const getLooks = createRoute({
  method: "get",
  path: "/v1/suites/{a}/{b}/looks",
  summary: "Who has seen figures of a sealed part",
  description:
    "Of `<a>/<b>-report`, or of `<a>/<b>` that was split: `figures` counts different predictions, `times` every time that one was shown. " +
    "Other rows begin a count of their own, and deleting suite, run or key changes none. As CSV a line for each key, model and route.",
  tags: ["evaluation"],
  request: {
    params: z.object({ a: z.string().openapi({ example: "own" }), b: z.string().openapi({ example: "films-report" }) }),
  },
  responses: {
    200: {
      description: "Who has seen most figures first",
      content: { ...json(SuiteLooks.openapi("SuiteLooks")), ...csv },
    },
    404: problem("No such suite, or it is not sealed"),
  },
});

const COLUMNS: Columns<LookLine> = {
  suite_sha256: (line) => line.suite_sha256,
  who: (line) => line.who,
  key: (line) => line.key,
  model: (line) => line.model,
  version: (line) => line.version,
  route: (line) => line.route,
  figures: (line) => line.figures,
  times: (line) => line.times,
  first: (line) => line.first,
  last: (line) => line.last,
};

export const looksApi = newApi().openapi(getLooks, async (c) => {
  const { a, b } = c.req.valid("param");
  const { id, sha256 } = await findSealed(c.env, `${a}/${b}`);
  const looks = lookStore(c.env.DB);
  if (wantsCsv(c)) return csvResponse(c, COLUMNS, await looks.lines(id));
  return c.json(await looks.report(id, sha256), 200);
});

/** The sealed part of that name, or one that was: whoever looked stays known. Throws the 404 problem where there never was one. */
async function findSealed(env: Env, name: string): Promise<{ id: string; sha256: string | null }> {
  const known = (await suiteStore(env.DB).get(name)) ?? (await findParts(env, name)).report;
  if (known !== null && isSealed(known.info)) return { id: known.info.id, sha256: known.info.sha256 };
  for (const id of [name, partName(name, "report")])
    if ((await lookStore(env.DB).lines(id)).length > 0)
      return { id, sha256: id === name ? (known?.info.sha256 ?? null) : null };
  const { info } = await findSuite(env, name);
  const hint = info.split === undefined ? "it was not split" : `ask for ${info.split.of}-report`;
  throw new ProblemError(
    404,
    "looks-missing",
    `${info.id} is no sealed part, and nobody counts who looks at it: ${hint}.`,
  );
}
