/** A real browser without a window: Debian's Chromium, driven over the DevTools protocol through a pipe. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

const PROGRAM = process.env.RETORT_CHROMIUM ?? "chromium";

/** Why tests in Chromium do not run here; undefined where they do. `.ci/run` installs it where it can. */
export const noChromium: string | undefined =
  spawnSync(PROGRAM, ["--version"]).status === 0 ? undefined : `${PROGRAM} is not installed: apt-get install chromium`;

/** Behind the titles of tests that are left out: why. */
export const skipped = noChromium === undefined ? "" : ` (${noChromium})`;

export interface Page {
  goto(url: string): Promise<void>;
  /** What an expression comes to, once a promise that it is has resolved; of what JSON can hold. Throws with the page's own words. */
  evaluate<Value>(expression: string): Promise<Value>;
  /** Any other method of the DevTools protocol, of this page. */
  call(method: string, params?: object): Promise<Answer>;
}

export interface Chromium {
  page(): Promise<Page>;
  /** Takes the network from all that there is now, pages and service workers, or gives it back. */
  offline(is: boolean): Promise<void>;
  close(): Promise<void>;
}

const FULL_SPEED = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };

export async function startChromium(flags: readonly string[] = []): Promise<Chromium> {
  const profile = await mkdtemp(join(tmpdir(), "retort-chromium-"));
  // Containers have no user namespaces for its sandbox, and little shared memory.
  const always = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];
  const child = spawn(PROGRAM, [...always, "--remote-debugging-pipe", `--user-data-dir=${profile}`, ...flags], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const { call, when } = devTools(child);
  /** Sessions by which the network was taken: each must give it back itself. */
  const cut: string[] = [];
  return {
    async page() {
      const { targetId } = await call("Target.createTarget", { url: "about:blank" });
      const { sessionId } = await call("Target.attachToTarget", { targetId, flatten: true });
      await call("Page.enable", {}, sessionId);
      return {
        async goto(url) {
          const loaded = when("Page.loadEventFired", sessionId);
          const { errorText } = await call("Page.navigate", { url }, sessionId);
          if (errorText !== undefined) throw new Error(`${url}: ${errorText}`);
          await loaded;
        },
        async evaluate(expression) {
          const asked = { expression, awaitPromise: true, returnByValue: true };
          const { result, exceptionDetails } = await call("Runtime.evaluate", asked, sessionId);
          if (exceptionDetails === undefined) return result.value;
          throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        },
        call: (method, params = {}) => call(method, params, sessionId),
      };
    },
    async offline(is) {
      if (is) {
        const { targetInfos } = await call("Target.getTargets");
        for (const { targetId, type } of targetInfos) {
          if (type !== "page" && type !== "service_worker") continue;
          const { sessionId } = await call("Target.attachToTarget", { targetId, flatten: true });
          await call("Network.enable", {}, sessionId);
          await call("Network.emulateNetworkConditions", { ...FULL_SPEED, offline: true }, sessionId);
          cut.push(sessionId);
        }
        return;
      }
      for (const sessionId of cut.splice(0)) {
        await call("Network.emulateNetworkConditions", { ...FULL_SPEED, offline: false }, sessionId);
        await call("Target.detachFromTarget", { sessionId });
      }
    },
    async close() {
      const ended = once(child, "exit");
      call("Browser.close").catch(() => {}); // it may end before it answers
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: what the protocol answers differs by method
type Answer = any;

/** Messages are JSON with a zero byte behind each: https://chromedevtools.github.io/devtools-protocol/ */
function devTools(child: ChildProcess) {
  const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  const events: { method: string; sessionId: string | undefined; happened: () => void }[] = [];
  let rest = "";
  from.setEncoding("utf8").on("data", (text: string) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop()!;
    for (const message of messages) {
      const { id, result, error, method, sessionId } = JSON.parse(message) as Answer;
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) asked?.resolve(result);
      else asked?.reject(new Error(error.message));
      const due = events.findIndex((each) => each.method === method && each.sessionId === sessionId);
      if (due >= 0) events.splice(due, 1)[0]!.happened();
    }
  });
  child.once("exit", (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${PROGRAM} ended with ${code}`));
  });
  let last = 0;
  return {
    call(method: string, params: object = {}, sessionId?: string): Promise<Answer> {
      const asked = Promise.withResolvers<Answer>();
      waiting.set(++last, asked);
      to.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
      return asked.promise;
    },
    when: (method: string, sessionId?: string) =>
      new Promise<void>((happened) => events.push({ method, sessionId, happened })),
  };
}
