import { expect, test } from "vitest";
import { runRetort } from "../test/fixtures/run-retort.ts";

test.each([["data list"], ["plan"], ["train"]])(
  "`retort %s` ends without a word when nobody reads on",
  async (words) => {
    const { child, ended } = runRetort(words.split(" "));
    child.stdout!.destroy(); // before the program could write
    expect(await ended).toMatchObject({ code: 141, stderr: "" });
  },
);

test("what nobody reads is no reason for another exit code when there is nothing to say", async () => {
  const { child, ended } = runRetort(["no-such-command"]);
  child.stdout!.destroy();
  expect(await ended).toMatchObject({ code: 1, stderr: expect.stringContaining("no-such-command") });
});
