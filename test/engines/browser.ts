/** A real browser, headless, with a profile of its own: it loads a page from here, and the page posts what it has to say. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { text } from "node:stream/consumers";
import type { Answers } from "./place.ts";

/** How a browser is called; `profile` is an empty folder. */
export type CallBrowser = (url: string, profile: string) => [command: string, ...args: string[]];

export const chromium: CallBrowser = (url, profile) => [
  "chromium",
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"],
  ...["--disable-background-networking", `--user-data-dir=${profile}`, url],
];

export const firefox: CallBrowser = (url, profile) => [
  "firefox-esr",
  ...["--headless", "--no-remote", "--profile", profile, url],
];

const TYPES: Record<string, string> = { ".html": "text/html", ".mjs": "text/javascript", ".json": "application/json" };

/** Throws with the page's words where it could not answer, and where the browser ends without an answer. */
export async function askBrowser(call: CallBrowser, folder: string): Promise<Answers> {
  const { promise: posted, resolve } = Promise.withResolvers<string>();
  const server = createServer(async (request, response) => {
    const { url, method } = request;
    if (method === "POST") {
      resolve(await text(request));
      response.end();
      return;
    }
    const name = basename(url!) || "index.html";
    const file = await readFile(join(folder, name)).catch(() => undefined);
    response.writeHead(file === undefined ? 404 : 200, {
      "content-type": TYPES[extname(name)] ?? "application/octet-stream",
    });
    response.end(file);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const profile = await mkdtemp(join(tmpdir(), "retort-browser-"));
  const [command, ...args] = call(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, profile);
  const child = spawn(command, args, { stdio: "ignore" });
  const ended = once(child, "exit");
  try {
    const answer = await Promise.race([
      posted,
      ended.then(([code]) => Promise.reject(new Error(`${command} ended with ${code} before its page had answered`))),
    ]);
    const answers = JSON.parse(answer) as Answers | { error: string };
    if ("error" in answers) throw new Error(answers.error);
    return answers;
  } finally {
    child.kill();
    await ended.catch(() => {});
    server.closeAllConnections();
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
