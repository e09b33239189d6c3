/** Pages for people: `/` and `/docs`. */
import { readsAreClosed } from "../auth/closed-reads.ts";
import { newApi } from "../http/api.ts";
import { ProblemError } from "../http/problem.ts";
import { currentCards } from "../lookups/find-card.ts";
import { docsPage } from "../pages/docs-page.ts";
import { type HomeModel, homePage } from "../pages/home-page.ts";
import { StorageUnavailable } from "../storage/steadily.ts";

export const pages = newApi()
  .get("/docs", (c) => c.html(docsPage("Retort")))
  .get("/", async (c) => {
    const { origin } = new URL(c.req.url);
    if (readsAreClosed(c.env)) return c.html(homePage(origin, null));
    const cards = await currentCards(c.env).catch((error) => {
      if (error instanceof ProblemError || error instanceof StorageUnavailable) return []; // the list of models says what is wrong
      throw error;
    });
    const models = cards.map(({ version, card: { id, task, method, parameters, bytes } }): HomeModel => {
      return { id, version, task, method, parameters, bytes };
    });
    return c.html(homePage(origin, models));
  });
