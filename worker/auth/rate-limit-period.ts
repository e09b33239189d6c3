/** Seconds over which wrangler.toml's limits count, which the bindings do not tell: so long a client that met one waits. */
export const RATE_LIMIT_SECONDS = 10;
