/** Pages for people: `/` and `/docs`. */
import { newApi } from "../http/api.ts";
import { docsPage } from "../pages/docs-page.ts";
import { type HomeModel, homePage } from "../pages/home-page.ts";
import { modelStoreOf } from "../runtime/models.ts";

export const pages = newApi()
  .get("/docs", (c) => c.html(docsPage("Retort")))
  .get("/", async (c) => {
    const store = modelStoreOf(c.env);
    const list = await store.list();
    const models: HomeModel[] = [];
    for (const { id, version } of list.kind === "found" ? list.models : []) {
      const lookup = await store.card(id, version);
      if (lookup.kind !== "found") continue; // its own route says why
      const { task, method, parameters, bytes } = lookup.card;
      models.push({ id, version, task, method, parameters, bytes });
    }
    return c.html(homePage(new URL(c.req.url).origin, models));
  });
