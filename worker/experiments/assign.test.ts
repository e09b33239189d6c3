import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { hashedUnit, variantAt } from "./assign.ts";

const SALT = "00112233445566778899aabbccddeeff";

test("the hash is HMAC-SHA-256 as Node computes it, the point its first 53 bits", async () => {
  for (const unit of ["a", "somebody@example.org", "käse 🧀"]) {
    const digest = createHmac("sha256", Buffer.from(SALT, "hex")).update(unit).digest();
    const { hash, point } = await hashedUnit(SALT, unit);
    expect(hash).toBe(digest.toString("base64url"));
    expect(point).toBe(Number(digest.readBigUInt64BE(0) >> 11n) / 2 ** 53);
  }
});

test.each<[number, number[], number]>([
  [0, [0.5, 0.5], 0],
  [0.499_999, [0.5, 0.5], 0],
  [0.5, [0.5, 0.5], 1],
  [0, [0, 1], 1],
  [1 - 2 ** -53, [1, 0], 0],
  [1 - 2 ** -53, [0.3, 0.7 - 1e-10, 0], 1], // short of 1 by a rounding
  [0.95, [0.1, 0, 0.9], 2],
])("at %d of %j is variant %d", (point, weights, variant) => {
  expect(variantAt(point, weights)).toBe(variant);
});

test("units come to the variants as their weights say", async () => {
  const weights = [0.7, 0.2, 0.1];
  const counts = [0, 0, 0];
  for (let i = 0; i < 4000; i++) counts[variantAt((await hashedUnit(SALT, `unit-${i}`)).point, weights)]!++;
  const chi2 = counts.reduce((sum, count, i) => sum + (count - 4000 * weights[i]!) ** 2 / (4000 * weights[i]!), 0);
  expect(chi2).toBeLessThan(9.21); // 1 % of two degrees of freedom; the salt is fixed
});
