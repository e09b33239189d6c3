import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import rivals from "../bench/serving/rivals.json" with { type: "json" };
import { costPerMillion, costPerMonth, MEASURED_CPU_MS, PRICES_READ } from "../r2-assets/format/prices.ts";

test("the CPU times that prices are reckoned with are those that were measured", () => {
  for (const { model, tokens, cpuMs } of MEASURED_CPU_MS) {
    const measured = rivals.workerd.find((run) => run.model === model && run.tokens === tokens && run.engine === "own");
    expect(measured?.cpu_ms[0], `${model} ${tokens}`).toBe(cpuMs);
  }
});

/** The examples of Cloudflare's own page of prices. */
test.each([
  [15e6, 8],
  [100e6, 45.4],
])("%d requests of 7 ms cost %d dollars a month", (requests, dollars) => {
  expect(costPerMonth(requests, { cpuMs: 7 })).toBeCloseTo(dollars, 10);
});

test("docs/deploy.md has the costs that these prices give, and their date", async () => {
  const text = await readFile(join(import.meta.dirname, "../docs/deploy.md"), "utf8");
  expect(text).toContain(PRICES_READ.date);
  for (const { model, tokens, cpuMs } of MEASURED_CPU_MS) {
    const [least, most] = [0, 1].map((r2Reads) => costPerMillion({ cpuMs, r2Reads }).toFixed(2));
    expect(text).toContain(`| \`${model}\` | ${tokens} | ${cpuMs.toFixed(1)} | ${least} | ${most} |`);
  }
});
