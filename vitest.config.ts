import { defineConfig } from "vitest/config";

/** Everything that runs in plain Node. The worker's own tests run in workerd: vitest.worker.config.ts. */
export default defineConfig({
  test: {
    include: ["{cli,trainer,eval,r2-assets/format,test}/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
