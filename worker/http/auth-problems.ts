import { problem } from "./problem.ts";

/** What a route behind `requireScope` may answer besides its own. */
export const authProblems = {
  401: problem("No API key, or one that is not known or has expired; `www-authenticate` says so"),
  403: problem("The API key lacks the scope"),
};
