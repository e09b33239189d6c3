/** Suites and models of a test's own, by the server's own doors. */
import { expect } from "vitest";
import type { Place } from "../place.ts";

const ndjson = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** `name` may end in a query: `own/hidden?visibility=scored-only`. */
export async function uploadSuite({ url, key }: Place, name: string, rows: readonly object[]): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" };
  const response = await fetch(`${url}/v1/suites/${name}`, { method: "PUT", headers, body: ndjson(rows) });
  expect([response.status, await response.text()]).toEqual([expect.toBeOneOf([200, 201]), expect.any(String)]);
}

/** The model is `external/<name>` then. */
export async function submit({ url, key }: Place, suite: string, name: string, predictions: readonly object[]) {
  const response = await fetch(`${url}/v1/submissions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ suite, model: { name }, predictions }),
  });
  expect([response.status, await response.text()]).toEqual([expect.toBeOneOf([200, 201]), expect.any(String)]);
}
