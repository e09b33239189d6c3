import { expect, test } from "vitest";
import { OWN, VIEWS } from "../../site/views.ts";
import { isView, VIEW_PATHS } from "../../worker/pages/views.ts";

test("the Worker serves each view that the page has, and the page follows its address", () => {
  expect([...VIEW_PATHS]).toEqual(VIEWS.map(({ path }) => path));
  for (const path of VIEW_PATHS.map((each) => each.replace(":id", "sst2-teacher"))) {
    expect([path, isView(path)]).toEqual([path, true]);
    expect([path, OWN.test(path)]).toEqual([path, true]);
  }
});

test.each(["/docs", "/v1/models", "/models/sst2-teacher", "/openapi.json", "/modelx"])("%s is no view", (path) => {
  expect([isView(path), OWN.test(path)]).toEqual([false, false]);
});
