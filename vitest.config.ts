import { defineConfig } from "vitest/config";

/** Everything that runs in plain Node. The worker's own tests run in workerd: vitest.worker.config.ts. */
export default defineConfig({
  test: {
    tags: [
      { name: "long", description: "Takes 5 s or more, and a shorter test shows much of the same: npm run test:all" },
    ],
    include: ["{cli,trainer,eval,r2-assets/format,test}/**/*.test.ts"],
    // Much of the time a test waits for a server or a process of its own: one worker would leave cores idle.
    maxWorkers: 2,
    setupFiles: ["test/fixtures/same-zero.ts"],
    // Far from what anything here takes, busy machine or not: only what hangs meets them.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 300_000 } },
  },
});
