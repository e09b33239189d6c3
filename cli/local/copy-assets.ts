/** Puts what the pages load where the Worker serves it from, so that they need no other host: `npx node cli/local/copy-assets.ts` */
import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSite } from "../../site/build.ts";

const FILES = ["swagger-ui.css", "swagger-ui-bundle.js"];
const PUBLIC = fileURLToPath(new URL("../../worker/pages/public/docs", import.meta.url));

export async function copyAssets(): Promise<void> {
  const from = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  await mkdir(PUBLIC, { recursive: true });
  for (const file of FILES) await copyFile(join(from, file), join(PUBLIC, file));
  await buildSite();
}

if (import.meta.main) await copyAssets();
