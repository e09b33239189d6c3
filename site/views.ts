/** The views of the page and their addresses; `worker/pages/views.ts` has the same list, which a test holds against this one. */
import type { ComponentType } from "preact";
import lazy from "preact-iso/lazy";
import { NotFetched } from "./parts/broken.tsx";

type Load = () => Promise<{ default: ComponentType }>;

const fetched = (load: Load) => lazy(() => load().catch(() => ({ default: NotFetched })));

export const VIEWS = [
  { path: "/", view: fetched(() => import("./views/home/home.tsx")) },
  { path: "/leaderboard", view: fetched(() => import("./views/leaderboard/leaderboard.tsx")) },
  { path: "/model/:id", view: fetched(() => import("./views/model/model.tsx")) },
  { path: "/comparison", view: fetched(() => import("./views/comparison/comparison.tsx")) },
  { path: "/evaluations", view: fetched(() => import("./views/evaluations/evaluations.tsx")) },
  { path: "/evaluations/:id", view: fetched(() => import("./views/evaluations/evaluation.tsx")) },
  { path: "/experiments", view: fetched(() => import("./views/experiments/experiments.tsx")) },
  { path: "/experiments/:id", view: fetched(() => import("./views/experiments/experiment.tsx")) },
] as const;

/** Addresses of the page's own, which it follows without loading anew. All other links are the server's. */
export const OWN = /^\/($|[?#]|(leaderboard|model|comparison|evaluations|experiments)($|[/?#]))/;
