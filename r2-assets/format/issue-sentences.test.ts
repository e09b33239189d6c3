import { expect, test } from "vitest";
import * as z from "zod";
import "./issue-sentences.ts";

const Query = z.object({ limit: z.coerce.number().positive() });

test.each<[string, z.ZodType, unknown, string]>([
  ["what is not there", z.object({ suite: z.string() }), {}, "is missing"],
  ["an option that is not there", z.object({ task: z.enum(["a", "b"]) }), {}, "is missing"],
  ["a union that is not there", z.object({ of: z.union([z.string(), z.null()]) }), {}, "is missing"],
  ["no string", z.string(), 5, "expected a string"],
  ["no number", z.number(), "5", "expected a number"],
  ["text in a query where a number belongs", Query, { limit: "abc" }, "expected a number"],
  ["a fraction", z.int(), 1.5, "expected a whole number"],
  ["no boolean", z.boolean(), "true", "expected true or false"],
  ["no list", z.array(z.string()), {}, "expected a list"],
  ["no object", z.strictObject({}), [], "expected an object"],
  ["no record", z.record(z.string(), z.number()), [], "expected an object"],
  ["neither of two types", z.union([z.string(), z.array(z.string())]), 5, "expected a string or a list"],
  ["neither of two forms", z.union([z.literal("a"), z.number()]), true, "has none of the forms taken here"],
  ["zero where more is needed", Query, { limit: "0" }, "must be more than 0"],
  ["too little", z.number().min(1), 0, "must be at least 1"],
  ["too much", z.number().max(100), 101, "must be at most 100"],
  ["as much as is too much", z.number().lt(1), 1, "must be less than 1"],
  ["an empty text", z.string().min(1), "", "is empty"],
  ["an empty list", z.array(z.string()).min(1), [], "is empty"],
  ["a long text", z.string().max(3), "four", "must have at most 3 characters"],
  ["a short list", z.array(z.string()).min(2), ["a"], "must have at least 2 entries"],
  ["an odd number", z.number().multipleOf(2), 3, "must be a multiple of 2"],
  ["none of the options", z.enum(["a", "b", "c"]), "d", "is none of a, b, c"],
  ["not the only option", z.literal("a"), "d", "must be a"],
  ["an unknown key", z.strictObject({}), { x: 1 }, "has the unknown key x"],
  ["two unknown keys", z.strictObject({}), { x: 1, y: 2 }, "has the unknown keys x, y"],
  ["a key without end", z.strictObject({}), { ["x".repeat(999)]: 1 }, `has the unknown key ${"x".repeat(100)}`],
  ["no time", z.iso.datetime(), "noon", "expected a time, as 2026-11-20T10:00:00Z"],
  ["what the schema has its own words for", z.string("a name, please"), 5, "a name, please"],
])("%s", (_, schema, value, message) => {
  expect(schema.safeParse(value).error?.issues.map((issue) => issue.message)).toEqual([message]);
});
