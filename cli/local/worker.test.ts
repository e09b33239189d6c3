import { expect, test } from "vitest";
import { reasonOf } from "./worker.ts";

test("what wrangler says of a start that failed is found wherever it puts it", () => {
  expect(reasonOf({ reason: "Failed to start", cause: new Error("no such module") })).toBe("no such module");
  expect(reasonOf({ reason: "Initial build failed", cause: {} })).toBe("Initial build failed");
  expect(reasonOf(new Error("The Workers runtime failed to start.\nThere is likely more above."))).toBe(
    "The Workers runtime failed to start.",
  );
  expect(reasonOf({})).toBe("no reason given");
});
