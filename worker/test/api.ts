/** Asks the app as a client would, with a key that may do anything. */
import { env } from "cloudflare:workers";
import { SUITES } from "../../eval/suites/index.ts";
import { createApp } from "../app.ts";
import type { Env } from "../env.ts";

export const ADMIN_KEY = "the-key-of-these-tests";

const app = createApp();

export interface Asked {
  method?: string;
  /** Null sends none. */
  key?: string | null;
  /** Sent as JSON unless it is text, bytes or a stream. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Beside the bindings of the tests, or in their place. */
  env?: Partial<Env>;
}

/** `body` of another method than GET is JSON by default; `headers` may say otherwise. */
export async function ask(
  path: string,
  { method, key = ADMIN_KEY, body, headers = {}, env: other = {} }: Asked = {},
): Promise<Response> {
  const raw = typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;
  return app.request(
    path,
    {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && !raw && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? (body as string) : JSON.stringify(body) }),
    },
    { ...env, RETORT_ADMIN_KEY: ADMIN_KEY, RETORT_CODE: "test", ...other },
  );
}

/** The JSON of an answer with this status; anything else fails with what came instead. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export async function expectJson(status: number, answer: Response | Promise<Response>): Promise<any> {
  const response = await answer;
  const text = await response.text();
  if (response.status !== status) throw new Error(`expected ${status}, got ${response.status}: ${text}`);
  return JSON.parse(text);
}

export const ndjson = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

/** Under the name of a built-in suite an admin's rows are other ones, unless the path says otherwise. */
export function putSuite(path: string, rows: readonly unknown[] | string | Uint8Array, asked: Asked = {}) {
  const [id, query] = path.split("?") as [string, string?];
  const others = id in SUITES && asked.key === undefined && !query?.includes("other_rows");
  return ask(`/v1/suites/${id}?${[query, others && "other_rows=true"].filter(Boolean).join("&")}`, {
    method: "PUT",
    body: Array.isArray(rows) ? ndjson(rows) : rows,
    headers: { "content-type": "application/x-ndjson" },
    ...asked,
  });
}
