/** The views of the page and their addresses; `worker/pages/views.ts` has the same list, which a test holds against this one. */
import lazy from "preact-iso/lazy";

export const VIEWS = [
  { path: "/", view: lazy(() => import("./views/home/home.tsx")) },
  { path: "/leaderboard", view: lazy(() => import("./views/leaderboard/leaderboard.tsx")) },
  { path: "/model/:id", view: lazy(() => import("./views/model/model.tsx")) },
  { path: "/comparison", view: lazy(() => import("./views/comparison/comparison.tsx")) },
  { path: "/evaluations", view: lazy(() => import("./views/evaluations/evaluations.tsx")) },
  { path: "/evaluations/:id", view: lazy(() => import("./views/evaluations/evaluation.tsx")) },
  { path: "/experiments", view: lazy(() => import("./views/experiments/experiments.tsx")) },
  { path: "/experiments/:id", view: lazy(() => import("./views/experiments/experiment.tsx")) },
] as const;

/** Addresses of the page's own, which it follows without loading anew. All other links are the server's. */
export const OWN = /^\/($|[?#]|(leaderboard|model|comparison|evaluations|experiments)($|[/?#]))/;
