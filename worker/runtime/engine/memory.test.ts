import { expect, test } from "vitest";
import { createRandom } from "../../../eval/statistics/random.ts";
import { type Block, EngineError, EngineMemory } from "./memory.ts";

const MB = 2 ** 20;

test("blocks never overlap, and the memory ends as small as the most that was held, whatever the order of frees", () => {
  const memory = new EngineMemory({ most: 8 * MB });
  const draw = createRandom(5);
  const random = () => draw.unit();
  const held: Block[] = [];
  for (let i = 0; i < 2000; i++) {
    if (held.length > 20 || (held.length > 0 && random() < 0.4)) {
      memory.release(held.splice(Math.floor(random() * held.length), 1)[0]!);
      continue;
    }
    const block = memory.allocate(Math.ceil(random() * 50_000));
    expect(block.at % 64).toBe(0);
    for (const { at, bytes } of held) expect(block.at + block.bytes <= at || at + bytes <= block.at).toBe(true);
    held.push(block);
  }
  expect(memory.held).toBe(held.reduce((sum, { bytes }) => sum + bytes, 0));
  for (const block of held) memory.release(block);
  expect(memory.held).toBe(0);
  const { size } = memory;
  memory.release(memory.allocate(size - 2048)); // all of it is one block again
  expect(memory.size).toBe(size);
});

test("models that come and go do not make it grow", () => {
  const memory = new EngineMemory({ most: 8 * MB });
  memory.release(memory.allocate(2 * MB));
  const { size } = memory;
  for (let i = 0; i < 50; i++) {
    const [model, run] = [memory.allocate(1.5 * MB), memory.allocate(0.4 * MB)];
    memory.release(run);
    memory.release(model);
  }
  expect(memory.size).toBe(size);
});

test("where there is no room it says so, and what is held stays", () => {
  const memory = new EngineMemory({ most: 2 * MB });
  const block = memory.allocate(MB);
  memory.bytes(block.at, 3).set([1, 2, 3]);
  expect(() => memory.allocate(1.5 * MB)).toThrow(EngineError);
  expect(() => memory.allocate(1.5 * MB)).toThrow(
    "the engine has no room for 1.6 MB: it holds 1.0 of the 2.1 MB that it may have",
  );
  expect([...memory.bytes(block.at, 3)]).toEqual([1, 2, 3]);
  memory.release(memory.allocate(MB / 2));
});
