import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { packageLeftOut } from "./package-left-out.ts";

const failed = (code: string, message: string) => Object.assign(new Error(message), { code });

test.each([
  ["an import's", failed("ERR_MODULE_NOT_FOUND", "Cannot find package 'ml-matrix' imported from /a/b.ts"), "ml-matrix"],
  ["a require's", failed("MODULE_NOT_FOUND", "Cannot find module '@tensorflow/tfjs/dist/a.js'"), "@tensorflow/tfjs"],
  ["one of another package", failed("MODULE_NOT_FOUND", "Cannot find module 'zod'"), undefined],
  ["one of a file", failed("ERR_MODULE_NOT_FOUND", "Cannot find module '/a/ml-matrix' imported from /b"), undefined],
  ["any other", new Error("Cannot find module 'ml-matrix'"), undefined],
  ["what is no error", "ml-matrix", undefined],
])("%s absence", (_, error, expected) => {
  expect(packageLeftOut(error)).toBe(expected);
});

test("Node words it so", async () => {
  const require = createRequire(import.meta.url);
  expect(() => require("no-such-package/a.js")).toThrow(/^Cannot find module 'no-such-package\/a\.js'/);
});
