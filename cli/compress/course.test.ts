import { expect, test } from "vitest";
import { createCourse, type Step } from "./course.ts";

test("what a step takes corrects the guess of those like it, and only of those", async () => {
  const steps: Step[] = [
    { title: "train a", kind: "train", seconds: 100 },
    { title: "train b", kind: "train", seconds: 200 },
    { title: "train c", kind: "train", seconds: 300 },
    { title: "measure", kind: "measure", seconds: 60 },
  ];
  const lines: string[] = [];
  let clock = 0;
  const course = createCourse(
    steps,
    (line) => lines.push(line),
    () => clock,
  );
  const taking = (seconds: number) => async () => {
    clock += 1000 * seconds;
  };
  await course.run(steps[0]!, taking(50));
  course.skip(steps[1]!, "done before");
  await course.run(steps[2]!, taking(150));
  await course.run(steps[3]!, taking(60));
  expect(lines).toEqual([
    "step 1 of 4: train a, about 1 min 40 s; about 11 min 0 s left in all",
    "step 2 of 4: train b: done before",
    "step 3 of 4: train c, about 3 min 0 s; about 4 min 0 s left in all", // 150 s of it, and 60 s of measuring
    "step 4 of 4: measure, about 1 min 0 s; about 1 min 0 s left in all",
  ]);
});
