import { expect, test } from "vitest";
import { refuseOtherPooling } from "./experiment.ts";

test("a student that pools is refused where the task asks about tokens, and one that does not where it asks about texts", () => {
  const refuse = (student: "mean" | "none", asked: "mean" | "cls" | "none") => () =>
    refuseOtherPooling({ name: "squad/kd", recipe: { method: "kd" } }, { pooling: student }, { pooling: asked });
  expect(refuse("mean", "none")).toThrow(
    "recipe squad/kd: the task asks about tokens, which kd's students do not answer",
  );
  expect(refuse("none", "mean")).toThrow("the task asks about texts");
  expect(refuse("mean", "cls")).not.toThrow(); // which vector of a text is the student's to say
  expect(refuse("none", "none")).not.toThrow();
});
