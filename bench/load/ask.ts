/** What the load scripts ask a server, and how. */
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../../cli/bench/percentile.ts";

export interface Answer {
  status: number;
  ms: number;
  body: string;
}

/** A request of inference, timed by the client. A connection that fails has status 0. */
export async function ask(url: string, model: string, inputs: unknown): Promise<Answer> {
  const since = performance.now();
  try {
    const answer = await fetch(`${url}/models/${model}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ inputs }),
    });
    const body = await answer.text();
    return { status: answer.status, ms: performance.now() - since, body };
  } catch (error) {
    return { status: 0, ms: performance.now() - since, body: String(error) };
  }
}

/** Sends a request whole and closes the connection a moment later, as a client that has gone. */
export async function abandon(url: string, model: string, inputs: unknown): Promise<void> {
  const { hostname, port } = new URL(url);
  const body = JSON.stringify({ inputs });
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  socket.write(
    `POST /models/${model} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  await wait(300);
  socket.destroy();
}

export const figures = (answers: readonly Answer[]) => {
  const times = answers.map(({ ms }) => ms);
  const statuses = new Map<number, number>();
  for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  return {
    n: answers.length,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    most: Math.max(...times),
    statuses: [...statuses].map(([status, n]) => `${n} x ${status}`).join(", "),
  };
};
