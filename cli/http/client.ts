/** A small client of our own HTTP interface. What goes wrong becomes a CliError with the server's own sentence. */
import type { Command } from "commander";
import { CliError } from "../cli-error.ts";
import { ADMIN_KEY, readDevVars } from "../dev-vars.ts";

const DEFAULT_URL = "http://localhost:8787";

/** The options every command takes that talks to a server. */
export interface ServerOptions {
  url: string;
  key?: string;
}

/** Adds `--url` and `--key` to a command. */
export const withServer = (command: Command): Command =>
  command
    .option("--url <url>", "the server", process.env.RETORT_URL ?? DEFAULT_URL)
    .option("--key <key>", "API key (or RETORT_KEY, RETORT_ADMIN_KEY, .dev.vars)");

/** RFC 9457, as our server writes it. */
interface Problem {
  type?: string;
  title?: string;
  detail?: string;
  errors?: { path: string; message: string }[];
}

/** The server answered, but not with success. */
export class HttpError extends CliError {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Request {
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, with its own content type. */
  body?: { type: string; data: string | Uint8Array<ArrayBuffer> };
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export class ApiClient {
  readonly url: string;
  readonly #key: string | undefined;

  constructor(url: string, key?: string) {
    this.url = url.replace(/\/+$/, "");
    this.#key = key;
  }

  /** The answer's JSON. Its shape is what interface.md promises; it is not checked here. */
  async json<T>(method: string, path: string, request: Request = {}): Promise<T> {
    const response = await this.send(method, path, request);
    if (response.status === 204) return undefined as T;
    // A server that dies may leave half an answer.
    const text = await response.text().catch((error) => {
      if (request.signal?.aborted) throw error;
      throw this.#silence(error);
    });
    return JSON.parse(text) as T;
  }

  get<T>(path: string, request: Request = {}): Promise<T> {
    return this.json<T>("GET", path, request);
  }

  post<T>(path: string, json: unknown, request: Request = {}): Promise<T> {
    return this.json<T>("POST", path, { ...request, json });
  }

  /** Throws HttpError on a status that is not a success, CliError when nothing answers. */
  async send(method: string, path: string, { json, body, headers = {}, signal }: Request = {}): Promise<Response> {
    const content = json === undefined ? body : { type: "application/json", data: JSON.stringify(json) };
    let response: Response;
    try {
      response = await fetch(this.url + path, {
        method,
        headers: {
          ...(this.#key === undefined ? {} : { authorization: `Bearer ${this.#key}` }),
          ...(content === undefined ? {} : { "content-type": content.type }),
          ...headers,
        },
        ...(content === undefined ? {} : { body: content.data }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw this.#silence(error);
    }
    if (!response.ok) throw new HttpError(response.status, await describe(response));
    return response;
  }

  #silence(error: unknown): CliError {
    return new CliError(`no answer from ${this.url} (${reasonOf(error)}): is \`npm start\` running?`);
  }
}

/** Key by option, environment or `.dev.vars`, in that order; the last one only for a server on this machine. */
export async function apiClient({ url, key }: ServerOptions): Promise<ApiClient> {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) throw new CliError(`--url ${url} is not an http URL`);
  const found = key ?? process.env.RETORT_KEY ?? process.env[ADMIN_KEY];
  return new ApiClient(url, found ?? (isLocal(url) ? (await readDevVars())[ADMIN_KEY] : undefined));
}

/** Whether the server is on this machine. */
export const isLocal = (url: string) => ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);

async function describe(response: Response): Promise<string> {
  const text = await response.text();
  if (response.headers.get("content-type")?.includes("json")) {
    try {
      const { type, title, detail, errors = [] } = JSON.parse(text) as Problem;
      const sentence = detail ?? title;
      if (sentence !== undefined) return [sentence, ...placesBeside(sentence, errors), ...commandsFor(type)].join(" ");
    } catch {
      // Not JSON after all: the status line has to do.
    }
  }
  return `${new URL(response.url).pathname} answered ${response.status} ${response.statusText}`.trimEnd();
}

/** The server knows routes, and no commands: those that help with a kind of problem are told here. */
const COMMANDS: Readonly<Record<string, string>> = {
  "suite-absent":
    "A built-in suite's come with `npm start -- --data DIR`; `retort data get` and `retort data import` make such a folder.",
};

const commandsFor = (type = ""): string[] => (Object.hasOwn(COMMANDS, type) ? [COMMANDS[type]!] : []);

/** Problems may be listed by the dozen: so many fit a line. */
const MOST_PLACES = 3;

/** The problems that the sentence doesn't tell already, in brackets. */
function placesBeside(sentence: string, errors: NonNullable<Problem["errors"]>): string[] {
  const places = errors.map(({ path, message }) => `${path}: ${message}`).filter((place) => !sentence.includes(place));
  if (places.length === 0) return [];
  return [`(${[...places.slice(0, MOST_PLACES), ...(places.length > MOST_PLACES ? ["…"] : [])].join("; ")})`];
}

/** `fetch failed` hides the reason in its cause: `ECONNREFUSED`. */
function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return cause?.code ?? cause?.message ?? String((error as Error).message);
}
