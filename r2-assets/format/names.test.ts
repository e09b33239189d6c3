import { describe, expect, test } from "vitest";
import { METHODS, Method, ModelId, ModelRef, parseModelRef, RunId, Sha256, SuiteId, Version } from "./names.ts";

const sorted = (schema: { safeParse(value: unknown): { success: boolean } }, values: string[]) =>
  values.filter((value) => schema.safeParse(value).success);

describe("names that are taken, among others that are not", () => {
  test("model ids: lower-case words joined by hyphens, at most 64 characters", () => {
    const good = ["sst2-teacher", "sst2-kronecker-19x", "a", "7", "x".repeat(64)];
    expect(
      sorted(ModelId, [...good, "", "-a", "a-", "a--b", "Sst2", "a_b", "a/b", "../a", "a\n", "x".repeat(65)]),
    ).toEqual(good);
  });

  test("references: an id, or an id at a version", () => {
    const good = ["sst2-teacher", "sst2-teacher@0123456789ab"];
    expect(sorted(ModelRef, [...good, "sst2-teacher@", "@0123456789ab", "a@0123456789AB", "a@b@0123456789ab"])).toEqual(
      good,
    );
  });

  test("versions and digests: lower-case hexadecimal of one length", () => {
    expect(sorted(Version, ["0123456789ab", "0123456789a", "0123456789abc", "0123456789AB"])).toEqual(["0123456789ab"]);
    expect(sorted(Sha256, ["a".repeat(64), "a".repeat(63), "g".repeat(64)])).toEqual(["a".repeat(64)]);
  });

  test("suites: two segments, neither of which climbs out of the folder", () => {
    const good = ["glue/sst2", "squad/v1.1", "wikiann/zh-classical", "a_b/c"];
    expect(
      sorted(SuiteId, [...good, "glue", "glue/", "/sst2", "a/b/c", "../b", "a/..", "A/b", `a/${"b".repeat(95)}`]),
    ).toEqual(good);
  });

  test("runs: 3 to 80 characters", () => {
    expect(sorted(RunId, ["abc", "ab", "-ab", "a".repeat(80), "a".repeat(81), "a/b"])).toEqual(["abc", "a".repeat(80)]);
  });

  test("methods: every listed one and no other", () => {
    expect(sorted(Method, [...METHODS, "distilled"])).toEqual([...METHODS]);
  });
});

test("parseModelRef splits id and version", () => {
  expect(parseModelRef("sst2-teacher")).toEqual({ id: "sst2-teacher" });
  expect(parseModelRef("sst2-teacher@0123456789ab")).toEqual({ id: "sst2-teacher", version: "0123456789ab" });
});
