/** A sample of what `npm run test:schemathesis` asks: everything that the document gives as an example or as a border. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { runSchemathesis } from "./run-schemathesis.ts";

function hasPython(): boolean {
  try {
    execFileSync("python3", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

test.skipIf(!hasPython())("examples and borders of every route, all checks on (needs python3)", async () => {
  const { code, output, cases } = await runSchemathesis({ examples: 1, phases: "examples,coverage", seed: 17 });
  expect(code, output).toBe(0);
  expect(cases).toBeGreaterThan(500);
});
