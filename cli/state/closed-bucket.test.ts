import { expect, test } from "vitest";
import { withoutPublicBucket } from "./closed-bucket.ts";

const MAKER = "function getR2PublicService(allWorkerOpts, sharedOptions) {";

test("the function that makes the route's service says that there is none", () => {
  const source = `${MAKER}\n  return { name: "r2:public" };\n}\n`;
  const made = (script: string) => new Function(`${script}return getR2PublicService([], {});`)();
  expect(made(source)).toEqual({ name: "r2:public" });
  expect(made(withoutPublicBucket(source))).toBeUndefined();
});

test.each([
  ["another release, where it is called otherwise", "function publicService() {}"],
  ["two of it", `${MAKER} }\n${MAKER} }`],
])("refuses %s, instead of leaving the route open", (_, source) => {
  expect(() => withoutPublicBucket(source)).toThrow("would stay open");
});
