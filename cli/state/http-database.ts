/** A deployed D1 database over Cloudflare's HTTP API. */
import type { Database, Statement } from "../../worker/storage/database.ts";
import { CliError } from "../cli-error.ts";

export interface D1Access {
  /** `https://api.cloudflare.com/client/v4/accounts/<account>/d1/database/<id>`, or another that speaks like it. */
  endpoint: string;
  token: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * CLOUDFLARE_API_TOKEN, and CLOUDFLARE_ACCOUNT_ID unless an endpoint is named: everything before the database's id.
 * Throws CliError naming what is missing.
 */
export function d1AccessFrom(env: NodeJS.ProcessEnv, database: string, endpoint?: string): D1Access {
  if (!UUID.test(database))
    throw new CliError(`--database ${database}: name it by its id, as \`wrangler d1 list\` does`);
  const token = env.CLOUDFLARE_API_TOKEN;
  if (!token) throw new CliError("no key for the database: set CLOUDFLARE_API_TOKEN to one that may edit D1");
  const account = env.CLOUDFLARE_ACCOUNT_ID;
  if (endpoint === undefined && !account) throw new CliError("which account? set CLOUDFLARE_ACCOUNT_ID");
  const base = endpoint ?? `https://api.cloudflare.com/client/v4/accounts/${account}/d1/database`;
  if (!/^https?:$/.test(URL.parse(base)?.protocol ?? ""))
    throw new CliError(`--d1-endpoint ${base} is not an http(s) address`);
  return { endpoint: `${base.replace(/\/+$/, "")}/${database}`, token };
}

interface Query {
  sql: string;
  params: string[];
}

interface Answer {
  success: boolean;
  errors?: { message: string }[];
  result?: { results: { columns: string[]; rows: unknown[][] }; meta: { changes: number } }[];
}

/**
 * The database as the stores know it. The API binds text alone: anything else throws a TypeError. `batch` is one request.
 * Throws CliError when the API can't be reached or refuses.
 * Source: https://developers.cloudflare.com/api/resources/d1/subresources/database/methods/raw/
 */
export function httpDatabase(access: D1Access): Database {
  const run = async (queries: Query[]) => {
    const { result = [] } = await post(access, queries);
    return result.map(({ results: { columns, rows }, meta }) => ({
      results: rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]]))),
      meta,
    }));
  };
  const queries = new WeakMap<Statement, Query>();
  const prepare = (sql: string, params: string[] = []): Statement => {
    const once = async () => (await run([{ sql, params }]))[0]!;
    const statement: Statement = {
      bind: (...values) => prepare(sql, values.map(asText)),
      all: async <T>() => ({ results: (await once()).results as T[] }),
      first: async <T>() => ((await once()).results[0] ?? null) as T | null,
      run: once,
    };
    queries.set(statement, { sql, params });
    return statement;
  };
  return { prepare, batch: (statements) => run(statements.map((statement) => queries.get(statement)!)) };
}

function asText(value: unknown): string {
  if (typeof value !== "string") throw new TypeError(`D1's HTTP API binds text alone, not ${typeof value}`);
  return value;
}

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 500;
const PATIENCE_MS = 60_000;
/** Answers that say nothing of the query. */
const TRANSIENT = [408, 429, 502, 503, 504];

/** A request that got no answer may have been heard: whoever writes must be able to write twice. */
async function post({ endpoint, token }: D1Access, queries: Query[]): Promise<Answer> {
  const body = JSON.stringify(queries.length === 1 ? queries[0] : { batch: queries });
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${endpoint}/raw`, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch((error: Error) => error);
    if (response instanceof Response && !TRANSIENT.includes(response.status)) return understood(response);
    if (attempt === ATTEMPTS) {
      const said = response instanceof Response ? `answered ${response.status}` : "could not be reached";
      throw new CliError(`the database's API at ${new URL(endpoint).host} ${said}`);
    }
    await new Promise((wake) => setTimeout(wake, FIRST_WAIT_MS * 2 ** (attempt - 1)));
  }
}

async function understood(response: Response): Promise<Answer> {
  const answer = (await response.json().catch(() => ({ success: false }))) as Answer;
  if (answer.success && response.ok) return answer;
  const said = answer.errors?.[0]?.message ?? `status ${response.status}`;
  if (response.status === 401 || response.status === 403)
    throw new CliError(`the database refused the token (${said})`);
  throw new CliError(`the database refused: ${said}`);
}
