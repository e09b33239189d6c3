import { expect, test } from "vitest";
import { eventData } from "./events.ts";
import { linesOf } from "./lines.ts";

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for await (const value of values) found.push(value);
  return found;
}

const streamOf = (...pieces: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
const read = async (...pieces: string[]) => all(eventData(streamOf(...pieces)));

test("events come wherever the stream is cut, with either end of line", async () => {
  const text = 'event: progress\ndata: {"done":1}\nid: a\n\n: still there\n\ndata:first\r\ndata: second\r\n\r\n';
  const expected = ['{"done":1}', "first\nsecond"];
  expect(await read(text)).toEqual(expected);
  expect(await read(...text)).toEqual(expected);
});

test("an event that the end of the stream cuts is none", async () => {
  expect(await read("data: whole\n\ndata: cut\n")).toEqual(["whole"]);
});

test("a letter cut in two is whole again", async () => {
  const bytes = new TextEncoder().encode("data: ž\n\n");
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  expect(await all(eventData(stream))).toEqual(["ž"]);
});

test("who stops reading stops the stream", async () => {
  let isCancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")),
    cancel: () => {
      isCancelled = true;
    },
  });
  for await (const data of eventData(endless)) {
    expect(data).toBe("1");
    break;
  }
  expect(isCancelled).toBe(true);
});

test("lines are whole wherever they are cut, empty ones and one without an end among them", async () => {
  expect(await all(linesOf(streamOf('{"a":1}\n{"b', '":2}\r\n', "", "\nlast")))).toEqual([
    '{"a":1}',
    '{"b":2}',
    "",
    "last",
  ]);
});
