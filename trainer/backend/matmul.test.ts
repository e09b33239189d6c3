import { expect, test } from "vitest";
import { BFLOAT16, multiplyIn } from "./matmul.ts";

test("a process multiplies in one way, which TensorFlow reads from the environment", () => {
  const [[name, value]] = Object.entries(BFLOAT16) as [[string, string]];
  process.env[name] = "as somebody's shell has it";
  multiplyIn("bfloat16");
  expect(process.env[name]).toBe(value);
  multiplyIn("bfloat16");
  expect(() => multiplyIn()).toThrow(
    "this process multiplies in bfloat16; what multiplies in float32 needs a process of its own",
  );
  expect(process.env[name]).toBe(value);
});
