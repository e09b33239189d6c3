import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { copyAssets } from "./cli/local/copy-assets.ts";
import { LONG } from "./test/fixtures/long.ts";

/** What lies there a test reads by its path, as from a bucket: too much to be handed over as provided values. */
const PUBLISHED = "r2-assets";

const MIGRATIONS = "worker/storage/migrations";

const PREBUNDLED = [
  "zod",
  "hono",
  "hono/cors",
  "hono/method-not-allowed",
  "hono/request-id",
  "hono/http-exception",
  "@hono/zod-openapi",
  "hono/html",
  "hono/route",
  "hono/secure-headers",
];

/** Tests that begin with modules as they are first loaded: nothing cached, nothing waiting. */
const ALONE = ["worker/routes/loading.test.ts", "worker/routes/models.test.ts", "worker/workflows/queue.test.ts"];

/**
 * The worker's tests, in workerd with a real local bucket and database, which every test finds empty. Most files share one
 * workerd and its modules: to load those takes 10 s a file, four fifths of the whole.
 */
export default defineConfig(async () => {
  await copyAssets(); // wrangler.toml names the folder
  const plugins = [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        bindings: {
          TEST_MIGRATIONS: await readD1Migrations(MIGRATIONS),
          RETORT_RATE_LIMITS: "off",
          RETORT_LOG: "off",
        },
        serviceBindings: { TEST_MODELS: { disk: { path: PUBLISHED, writable: false } } },
      },
    }),
  ];
  const common = {
    // Bundled once, these load as a few modules instead of hundreds: half the start of every test file.
    deps: { optimizer: { ssr: { enabled: true, include: PREBUNDLED } } },
    globalSetup: ["test/fixtures/provide-artefacts.ts"],
    setupFiles: ["worker/test/migrate.ts", "test/fixtures/same-zero.ts"],
    // The first run of onnxruntime in a test process takes some 7 s, ten times that on a busy machine: its wasm is compiled then.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
  };
  return {
    test: {
      tags: [LONG],
      // A workerd each, which waits for its test process and the other way round: two take 0.6 of the time that one takes on two cores.
      maxWorkers: 2,
      projects: [
        {
          plugins,
          test: { ...common, name: "worker", include: ["worker/**/*.test.ts"], exclude: ALONE, isolate: false },
        },
        { plugins, test: { ...common, name: "alone", include: ALONE } },
      ],
    },
  };
});
