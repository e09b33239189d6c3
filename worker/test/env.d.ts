/** `env` of `cloudflare:workers` in the tests: the Worker's bindings and what vitest.worker.config.ts adds. */
declare namespace Cloudflare {
  interface Env extends RetortEnv {
    TEST_MIGRATIONS: import("@cloudflare/vitest-plugin").D1Migration[];
    /** The files under r2-assets, by the path of a request. */
    TEST_MODELS: Fetcher;
  }
}
type RetortEnv = import("../env.ts").Env;
