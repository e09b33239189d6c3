/** How often figures of a sealed part were shown. The shapes are those of the wire; times are ISO 8601. */
import * as z from "zod";

const Count = z.int().nonnegative();

/** Beside a figure of a sealed part: all that was shown of these rows by now, this showing with it. */
export const Looks = z.strictObject({
  figures: Count.describe("Different predictions of which a figure was shown: a hill is climbed by them"),
  times: Count.describe("How often one was shown, the same one again with it"),
  keys: Count.describe("API keys to which one was shown"),
});
export type Looks = z.infer<typeof Looks>;

/** The same of a part of the looks. */
const PartOfLooks = z.strictObject({
  ...Looks.pick({ figures: true, times: true }).shape,
  first: z.string(),
  last: z.string(),
});

export const SuiteLooks = z.strictObject({
  suite: z.string(),
  suite_sha256: z.string().nullable().describe("Of the rows that it has now; null of a suite that was deleted"),
  ...Looks.shape,
  askers: z.array(
    z.strictObject({
      who: z.string().describe("The API key's name"),
      key: z.string().describe("Its id: names may be equal"),
      ...PartOfLooks.shape,
    }),
  ),
  by_model: z.array(
    z.strictObject({
      model: z.string(),
      version: z.string().nullable(),
      ...PartOfLooks.shape,
      routes: z.array(z.string()).describe("Which parts of the API told them: `submissions`, `runs`, …"),
    }),
  ),
  before: z
    .array(z.strictObject({ suite_sha256: z.string(), ...Looks.shape, first: z.string(), last: z.string() }))
    .describe("Of rows that it had before, the newest first"),
});
export type SuiteLooks = z.infer<typeof SuiteLooks>;
