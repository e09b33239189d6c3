/** Pages for people: the views of the page, and `/docs`. */
import { newApi } from "../http/api.ts";
import { docsPage } from "../pages/docs-page.ts";
import { sitePage } from "../pages/site-page.ts";
import { VIEW_PATHS } from "../pages/views.ts";

export const pages = newApi().get("/docs", (c) => c.html(docsPage("Retort")));

for (const path of VIEW_PATHS) pages.get(path, (c) => c.html(sitePage()));
