/** Asks a server, and holds every answer against its document. */
import { ApiDocument, type Document } from "./document.ts";

export interface Asked {
  body?: unknown;
  headers?: Record<string, string>;
  /** The key that it is sent with; null: none. */
  by?: string | null;
}

export interface Asker {
  /** `GET /v1/models`: its JSON, or its text. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  ask(request: string, asked?: Asked): Promise<any>;
  /** With every scope; sent unless a request says otherwise. */
  key: string;
  document: ApiDocument;
  /** Statuses that came up, by operation. */
  seen: ReadonlyMap<string, ReadonlySet<number>>;
  /** Everything that was otherwise than documented. */
  flaws: ReadonlySet<string>;
}

export async function createAsker(url: string, key: string): Promise<Asker> {
  const document = new ApiDocument((await (await fetch(`${url}/openapi.json`)).json()) as Document);
  const seen = new Map<string, Set<number>>();
  const flaws = new Set<string>();

  async function ask(request: string, { body, headers = {}, by = key }: Asked = {}) {
    const [method, path] = request.split(" ") as [string, string];
    const raw = body === undefined || typeof body === "string";
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(!raw && { "content-type": "application/json" }),
        ...(by !== null && { authorization: `Bearer ${by}` }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { pathname } = new URL(path, url);
    for (const flaw of document.flaws({ method, path: pathname, response, body: bytes })) flaws.add(flaw);
    const operation = document.operationOf(method, pathname) ?? request;
    seen.set(operation, (seen.get(operation) ?? new Set()).add(response.status));
    const text = new TextDecoder().decode(bytes);
    const isJson = /^application\/(problem\+)?json/.test(response.headers.get("content-type") ?? "");
    return isJson ? JSON.parse(text) : text;
  }

  return { ask, key, document, seen, flaws };
}
