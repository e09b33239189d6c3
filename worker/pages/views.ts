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

const [, ...OTHERS] = VIEW_PATHS;
const PATTERN = new RegExp(`^/((${OTHERS.map((path) => path.slice(1).replace(":id", "[^/]+")).join("|")})/?)?$`);

export const isView = (path: string): boolean => PATTERN.test(path);
