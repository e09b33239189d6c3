/** Downloads one file. */
import { createWriteStream } from "node:fs";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { pipeline } from "node:stream/promises";
import { CliError } from "../cli-error.ts";
import { createProgress } from "../ui/progress.ts";

/**
 * Streams `url` to `path`, which is whole only when this returns. Throws CliError when it does not come.
 * Not by `fetch`: that of Node 24 brings the process down when a server closes the connection while the disk is behind.
 */
export async function download(url: string, path: string): Promise<void> {
  const response = await open(url);
  const bytes = Number(response.headers["content-length"] ?? 0);
  const progress = createProgress({ label: `downloading ${url}`, total: Math.ceil(bytes / 1024), unit: "KiB" });
  let done = 0;
  response.on("data", (chunk: Buffer) => {
    done += chunk.byteLength;
    progress.update(Math.ceil(done / 1024));
  });
  try {
    await pipeline(response, createWriteStream(path));
    if (done < bytes) throw new Error(`${done} of ${bytes} bytes`);
  } catch (error) {
    throw new CliError(`${url} did not arrive whole (${(error as Error).message})`);
  } finally {
    progress.stop();
  }
}

/** The response with the file itself, after up to five redirections. */
async function open(url: string, redirections = 5): Promise<IncomingMessage> {
  const response = await request(url);
  const { statusCode = 0, headers } = response;
  if (statusCode === 200) return response;
  response.destroy();
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined && redirections > 0) {
    return open(new URL(headers.location, url).href, redirections - 1);
  }
  throw new CliError(`${url} answered ${statusCode}`);
}

function request(url: string): Promise<IncomingMessage> {
  const { protocol } = URL.parse(url) ?? {};
  if (protocol !== "http:" && protocol !== "https:") throw new CliError(`${url} is not an http address`);
  const { get } = protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    get(url, resolve).on("error", (error: NodeJS.ErrnoException) => {
      reject(new CliError(`${url} cannot be reached (${error.code ?? error.message})`));
    });
  });
}
