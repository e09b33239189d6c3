import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const MIGRATIONS = "worker/storage/migrations";

const PREBUNDLED = [
  "zod",
  "hono",
  "hono/cors",
  "hono/method-not-allowed",
  "hono/request-id",
  "hono/http-exception",
  "@hono/zod-openapi",
  "@scalar/hono-api-reference",
];

/** The worker's tests, in workerd with a real local bucket and database. */
export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: { bindings: { TEST_MIGRATIONS: await readD1Migrations(MIGRATIONS) } },
    }),
  ],
  test: {
    include: ["worker/**/*.test.ts"],
    // Bundled once, these load as a few modules instead of hundreds: half the start of every test file.
    deps: { optimizer: { ssr: { enabled: true, include: PREBUNDLED } } },
    globalSetup: ["test/fixtures/provide-artefacts.ts"],
    setupFiles: ["worker/test/migrate.ts", "test/fixtures/same-zero.ts"],
    // The first run of onnxruntime in a test process takes some 7 s, ten times that on a busy machine: its wasm is compiled then.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
  },
}));
