/** The Worker of docs/engine.md, word for word, bundled by wrangler from a project that has the package, in workerd. */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../cli/project-root.ts";
import { loadWrangler } from "../../cli/state/wrangler.ts";
import { SMALLEST } from "./surroundings.ts";

export async function startDocumentedWorker(project: string): Promise<{ url: URL; stop(): Promise<void> }> {
  const text = await readFile(join(projectRoot, "docs/engine.md"), "utf8");
  const block = (language: string) => {
    const found = text.split(`\`\`\`${language}\n`)[1]?.split("```")[0];
    if (found === undefined) throw new Error(`docs/engine.md shows no ${language}`);
    return found;
  };
  await writeFile(join(project, "worker.js"), block("js"));
  await writeFile(join(project, "wrangler.toml"), block("toml"));
  await mkdir(join(project, "public"), { recursive: true });
  const model = join(projectRoot, "r2-assets/models", SMALLEST);
  await cp(model, join(project, "public/model"), { recursive: true, dereference: true });
  const { unstable_startWorker } = await loadWrangler();
  const worker = await unstable_startWorker({
    config: join(project, "wrangler.toml"),
    dev: { server: { hostname: "localhost", port: 0 }, watch: false, inspector: false, logLevel: "error" },
  });
  await worker.ready;
  return { url: await worker.url, stop: () => worker.dispose() };
}
