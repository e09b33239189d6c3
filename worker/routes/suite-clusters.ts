/** `GET /v1/suites/{a}/{b}/clusters`: which rows of a suite belong together, id by id, so that a run can be recorded with them. */
import { createRoute, z } from "@hono/zod-openapi";
import { newApi } from "../http/api.ts";
import { etagHeaders, etagOfBody, etagResponses, REVALIDATED } from "../http/etag.ts";
import { ProblemError, problem } from "../http/problem.ts";
import { findSuite } from "../lookups/find-suite.ts";
import { clusterList } from "../storage/suite-clusters.ts";

const getClusters = createRoute({
  method: "get",
  path: "/v1/suites/{a}/{b}/clusters",
  summary: "Which rows of a suite belong together",
  description:
    "A line a cluster: the ids of its rows, as a JSON array. Of suites whose `clusters_sha256` says that there is such a list; those by `test` or `groups.<name>` are told by their predictions.",
  tags: ["evaluation"],
  middleware: etagOfBody(() => REVALIDATED),
  request: {
    params: z.object({
      a: z.string().openapi({ example: "squad" }),
      b: z.string().openapi({ example: "v1.1" }),
    }),
    headers: etagHeaders,
  },
  responses: {
    200: { description: "The list", content: { "application/x-ndjson": { schema: z.string() } } },
    ...etagResponses,
    404: problem("No such suite, or none with such a list, or its rows are not shown"),
    500: problem("The stored list is damaged, or bucket or database do not answer"),
  },
});

export const suiteClustersApi = newApi().openapi(getClusters, async (c) => {
  const { a, b } = c.req.valid("param");
  const { info } = await findSuite(c.env, `${a}/${b}`);
  const { id, visibility, group, clusters_sha256 } = info;
  if (visibility !== "public") throw missing(`${id} is scored-only, and nothing of its rows is shown.`);
  if (group === undefined) throw missing(`The rows of ${id} are by themselves: it has no group.`);
  if (clusters_sha256 === undefined) throw missing(`${id} is clustered by ${group}, which its predictions tell.`);
  const list = await clusterList(c.env.BUCKET, info, clusters_sha256);
  if (list === null) throw missing(`The list of ${id}'s clusters is not here.`);
  return c.text(list, 200, { "content-type": "application/x-ndjson" });
});

const missing = (detail: string) => new ProblemError(404, "clusters-missing", detail);
