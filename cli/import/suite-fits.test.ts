import { expect, test } from "vitest";
import { refuseOtherSuite } from "./suite-fits.ts";

const model = { task: "text-classification", labels: ["positive", "negative"] } as const;

test.each([undefined, "glue/sst2", "my/own"])("a model of sentiment may have been trained on %s", (suite) => {
  expect(() => refuseOtherSuite(suite, model)).not.toThrow();
});

test.each([
  ["glue/mnli-matched", "--task glue/mnli-matched: the model answers positive, negative; the suite's labels are "],
  ["glue/stsb", "--task glue/stsb: the suite asks for text-regression, the model does text-classification"],
])("not on %s", (suite, why) => {
  expect(() => refuseOtherSuite(suite, model)).toThrow(why);
});
