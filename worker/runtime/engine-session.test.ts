import { expect, test } from "vitest";
import { Card } from "../../r2-assets/format/card.ts";
import { CARD_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { padBatch } from "../../r2-assets/format/padded-batch.ts";
import type { TinyName } from "../../test/fixtures/provided.ts";
import { tinyFiles } from "../test/artefacts.ts";
import { pausedRuns, prepareEngineSession } from "./engine-session.ts";
import type { Pauses, Session } from "./session.ts";
import { sleep } from "./turns.ts";

function opened(name: TinyName): Session {
  const files = tinyFiles(name);
  const card = Card.parse(JSON.parse(new TextDecoder().decode(files[CARD_FILE])));
  return prepareEngineSession(card, files[WEIGHTS_FILE]!).open();
}

const TEXTS = [
  [1, 5, 6, 7, 2],
  [1, 8, 2],
  [1, 5, 5, 9, 8, 7, 6, 2],
];
const batch = padBatch(
  TEXTS.map((ids) => ({ ids, typeIds: ids.map(() => 0) })),
  { padId: 0 },
);

/** Others run in every pause. */
const turning: Pauses = { after: () => sleep(0) };

test("runs that take turns give what each gives by itself; the parts of one come to the whole", async () => {
  const sessions = [opened("teacher"), opened("student"), opened("tagger")];
  const alone = await Promise.all(sessions.map((session) => session.run(batch)));
  const together = await Promise.all(
    sessions.flatMap((session) => [session.run(batch, turning), session.run(batch, turning)]),
  );
  expect(together).toEqual(alone.flatMap((logits) => [logits, logits]));

  let whole = 0;
  await sessions[0]!.run(batch, {
    async after(part) {
      whole += part;
    },
  });
  expect(whole).toBeCloseTo(1, 6);
  expect(pausedRuns()).toBe(0);
  for (const session of sessions) await session.release();
});

test("a model that is released amid a run answers null", async () => {
  const session = opened("teacher");
  expect(await session.run(batch, { after: () => session.release() })).toBeNull();
  expect(await session.run(batch)).toBeNull();
  expect(pausedRuns()).toBe(0);
});

test("what a run holds is freed where its turn never comes; should it come after all, there is no answer", async () => {
  const session = opened("teacher");
  const right = await session.run(batch);
  const answer = await session.run(batch, {
    async after(_, free) {
      free();
      free(); // by its signal, and by others that wait
      expect(pausedRuns()).toBe(0);
    },
  });
  expect(answer).toBeNull();
  void session.run(batch, {
    after(_, free) {
      free();
      return new Promise(() => {}); // for ever
    },
  });
  expect(pausedRuns()).toBe(0);
  expect(await session.run(batch)).toEqual(right);
  await session.release();
});

test("of many runs some go on without a pause, so that not all hold memory at once", async () => {
  const session = opened("teacher");
  let most = 0;
  const watch: Pauses = {
    async after() {
      most = Math.max(most, pausedRuns());
      await sleep(0);
    },
  };
  await Promise.all(Array.from({ length: 8 }, () => session.run(batch, watch)));
  expect(most).toBe(2);
  await session.release();
});
