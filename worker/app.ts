/** The whole HTTP face: sub-apps, one a resource, behind the same request ids and the same errors. */
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import { closedReads } from "./auth/closed-reads.ts";
import { rateLimits } from "./auth/rate-limits.ts";
import { newApi, onError } from "./http/api.ts";
import { arrival } from "./http/arrival.ts";
import { crossOrigin } from "./http/cross-origin.ts";
import { withPairs } from "./http/pairs.ts";
import { sendProblem } from "./http/problem.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { shown } from "./http/shown.ts";
import { sendWrongMethod } from "./http/wrong-method.ts";
import { countLooks } from "./looks/request-sight.ts";
import { countRequests } from "./metrics/count-requests.ts";
import { calibrationApi } from "./routes/calibration.ts";
import { compareApi } from "./routes/compare.ts";
import { comparisonsApi } from "./routes/comparisons.ts";
import { evalsApi } from "./routes/evals.ts";
import { experimentsApi } from "./routes/experiments/index.ts";
import { inferApi } from "./routes/infer.ts";
import { keysApi } from "./routes/keys.ts";
import { leaderboardApi } from "./routes/leaderboard.ts";
import { looksApi } from "./routes/looks.ts";
import { measurementsApi } from "./routes/measurements.ts";
import { metricsApi } from "./routes/metrics.ts";
import { modelFilesApi } from "./routes/model-files.ts";
import { modelsApi } from "./routes/models.ts";
import { pages } from "./routes/pages.ts";
import { robustnessApi } from "./routes/robustness.ts";
import { runsApi } from "./routes/runs.ts";
import { submissionsApi } from "./routes/submissions.ts";
import { suiteClustersApi } from "./routes/suite-clusters.ts";
import { suitesApi } from "./routes/suites.ts";
import { v2Api } from "./routes/v2/index.ts";

const INFO = {
  title: "Retort",
  version: "0.1.0",
  description: [
    "Compressed BERT-class models, served and measured against their teachers.",
    "A deployment may close reads: then all but this document, `/docs` and the health of server and models answers 401 without a key. It may limit how often an address or a key asks: then any path may answer 429 with `retry-after`, and 503 under `/v2`.",
  ].join("\n\n"),
};

/** Builds the app; routes register themselves with the OpenAPI document as they are mounted. */
export function createApp() {
  const app = newApi();
  app.onError(onError);
  app.notFound((c) => sendProblem(c, 404, "not-found", `There is nothing at ${c.req.method} ${shown(c.req.path)}.`));
  app.use(requestId());
  app.use(arrival);
  app.use(countRequests());
  app.use(securityHeaders());
  app.use(crossOrigin());
  app.use(rateLimits());
  app.use(closedReads());
  app.use(countLooks());
  app.use(methodNotAllowed({ app, onMethodNotAllowed: sendWrongMethod }));

  for (const api of [
    modelsApi,
    calibrationApi,
    modelFilesApi,
    inferApi,
    v2Api,
    compareApi,
    suitesApi,
    suiteClustersApi,
    looksApi,
    evalsApi,
    runsApi,
    submissionsApi,
    leaderboardApi,
    comparisonsApi,
    robustnessApi,
    measurementsApi,
    experimentsApi,
    keysApi,
    metricsApi,
  ])
    app.route("/", api);

  app.openAPIRegistry.registerComponent("securitySchemes", "key", { type: "http", scheme: "bearer" });
  let document: object | undefined;
  app.get("/openapi.json", (c) => {
    document ??= withPairs(app.getOpenAPI31Document({ openapi: "3.1.0", info: INFO }));
    return c.json(document);
  });
  app.route("/", pages);
  return app;
}
