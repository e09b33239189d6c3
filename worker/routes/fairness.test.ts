/** What requests of different lengths do to each other, in a Worker that is asked as by HTTP. */
import { SELF } from "cloudflare:test";
import { expect, test } from "vitest";
import { turnQueue } from "../runtime/shared-queue.ts";
import { sleep } from "../runtime/turns.ts";
import { publish } from "../test/artefacts.ts";

/** As much as a request may ask for: some tenths of a second of a tiny model. */
const LONG = Array.from({ length: 1000 }, (_, i) => `a story of ${i} words and no end`);

const ask = (inputs: unknown, signal?: AbortSignal) =>
  SELF.fetch("http://retort/models/tiny-teacher", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ inputs }),
    ...(signal && { signal }),
  });

/** Until the queue holds as many jobs. */
async function queueHolds(jobs: number): Promise<void> {
  for (let left = 5000; turnQueue.length !== jobs && left > 0; left--) await sleep(1);
  expect(turnQueue.length).toBe(jobs);
}

test("a short request overtakes a long one, and both have the answers that they have alone", async () => {
  await publish("teacher");
  const alone = await (await ask("fine")).json();
  const order: string[] = [];
  const long = ask(LONG).then(async (answer) => {
    order.push("long");
    return (await answer.json()) as unknown[];
  });
  await queueHolds(1);
  const short = await ask("fine");
  order.push("short");
  expect(await short.json()).toEqual(alone);
  expect(await long).toHaveLength(LONG.length);
  expect(order).toEqual(["short", "long"]);
});

test("of many long requests at once some are told to come again, before any work; the others are answered", async () => {
  await publish("teacher");
  const answers = await Promise.all(Array.from({ length: 160 }, () => ask(LONG.slice(0, 100)))); // more than may wait, whatever they are reckoned at
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
  expect(answers.length - refused.length).toBe(answers.filter(({ status }) => status === 200).length);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) {
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({
      type: "busy",
      detail: expect.stringMatching(/that come before it need|requests wait already/),
    });
  }
});

test("work whose client has gone ends, and the model answers others", async () => {
  await publish("teacher");
  const alone = await (await ask("fine")).json();
  const client = new AbortController();
  const gone = ask(LONG, client.signal).then(
    () => "answered",
    () => "aborted",
  );
  await queueHolds(1);
  client.abort();
  expect(await gone).toBe("aborted");
  await queueHolds(0);
  expect(await (await ask("fine")).json()).toEqual(alone);
});
