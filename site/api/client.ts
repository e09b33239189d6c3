/** Requests to the server that the page came from. */
import { keyOfTab } from "./key.ts";

/** What the server would not do; `message` is the sentence that says why. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface Ask {
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
  accept?: string;
}

/** Asks with this tab's key, where there is one. Rejects with ApiError where the answer is a problem, or where there is no network. */
export async function ask(path: string, { method = "GET", body, signal, accept }: Ask = {}): Promise<Response> {
  const key = keyOfTab();
  const response = await fetch(path, {
    method,
    headers: {
      ...(accept !== undefined && { accept }),
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error) => {
    if (signal?.aborted) throw error;
    throw new ApiError(0, "The server does not answer: is there a network, and does it run?");
  });
  if (response.ok) return response;
  throw new ApiError(
    response.status,
    response.status === 401 ? await keySentence(response, key) : await sentenceOf(response),
  );
}

export const askJson = async <Answer>(path: string, options?: Ask): Promise<Answer> =>
  (await ask(path, options)).json() as Promise<Answer>;

/** The page has a place for keys, where the server's own sentence tells of headers. */
async function keySentence(response: Response, key: string | null): Promise<string> {
  if (key === null) return "This needs an API key: enter one at the top of the page.";
  return `${await sentenceOf(response)} Enter another one at the top of the page.`;
}

async function sentenceOf(response: Response): Promise<string> {
  const fallback = `The server answered ${response.status}.`;
  try {
    const { detail, title, errors } = (await response.json()) as {
      detail?: string;
      title?: string;
      errors?: { path: string; message: string }[];
    };
    const first = errors?.[0];
    const where = first === undefined || detail?.includes(first.message) ? "" : ` ${first.path}: ${first.message}`;
    return `${detail ?? title ?? fallback}${where}`;
  } catch {
    return fallback;
  }
}
