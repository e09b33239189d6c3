/** The addresses of the page's views; what is shown there is the page's own business (site/views.ts). */
export const VIEW_PATHS = [
  "/",
  "/leaderboard",
  "/model/:id",
  "/comparison",
  "/evaluations",
  "/evaluations/:id",
  "/experiments",
  "/experiments/:id",
] as const;

const PATTERN = /^\/((leaderboard|comparison|(model|evaluations|experiments)\/[^/]+|evaluations|experiments)\/?)?$/;

export const isView = (path: string): boolean => PATTERN.test(path);
