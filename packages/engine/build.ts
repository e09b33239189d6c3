/**
 * Builds the package: `npm run build:engine`; `npm pack` and `npm publish` in this folder do so, too.
 *
 *     dist/browser.js, node.js, workerd.js   an entry a platform
 *          shared.js                         what they have in common
 *          relaxed.wasm, plain.wasm          the kernels, as committed
 *          index.d.ts                        the types
 */
import { execFileSync } from "node:child_process";
import { copyFile, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const require = createRequire(import.meta.url);
const { build }: typeof import("esbuild") = createRequire(require.resolve("wrangler/package.json"))("esbuild");

const here = import.meta.dirname;
const root = fileURLToPath(new URL("../../", import.meta.url));
const dist = join(here, "dist");
const PLATFORMS = ["browser", "node", "workerd"];
const KERNELS = ["relaxed.wasm", "plain.wasm"];

/** Builds into `dist`. Throws where the code does, or where the bundle would hold a package. */
export async function buildEngine(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: PLATFORMS.map((name) => join(here, "src", `${name}.ts`)),
    outdir: dist,
    bundle: true,
    splitting: true,
    chunkNames: "shared",
    format: "esm",
    target: "es2022",
    minify: true,
    external: ["./*.wasm", "node:*"],
    alias: { zod: join(here, "src/small-zod/index.ts") },
    metafile: true,
    logLevel: "warning",
  });
  const foreign = Object.keys(metafile.inputs).filter((path) => path.includes("node_modules/"));
  if (foreign.length > 0) throw new Error(`the bundle would hold packages: ${foreign.join(", ")}`);
  for (const name of KERNELS) await copyFile(join(root, "worker/runtime/engine/kernels", name), join(dist, name));
  for (const name of ["LICENSE", "NOTICE"]) await copyFile(join(root, name), join(here, name));
  declarations();
}

/** `index.ts` imports nothing, so that its declarations stand alone. */
function declarations(): void {
  const emit = ["--declaration", "--emitDeclarationOnly", "--noEmit", "false", "--outDir", dist];
  const language = ["--ignoreConfig", "--target", "es2022", "--lib", "es2022,dom", "--types", "", "--strict"];
  execFileSync(join(root, "node_modules/.bin/tsc"), [...emit, ...language, "src/index.ts"], {
    cwd: here,
    stdio: "inherit",
  });
}

async function sizes(): Promise<string> {
  const files = await Promise.all(
    [...PLATFORMS.map((name) => `${name}.js`), "shared.js", ...KERNELS].map(async (name) => {
      const bytes = await readFile(join(dist, name));
      return `${name.padEnd(12)} ${bytes.byteLength} bytes, ${gzipSync(bytes, { level: 9 }).byteLength} gzipped`;
    }),
  );
  return files.join("\n");
}

if (import.meta.main) {
  await buildEngine();
  console.log(await sizes());
}
