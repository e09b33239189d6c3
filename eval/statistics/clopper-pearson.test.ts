import { expect, test } from "vitest";
import golden from "../../test/golden/non-inferiority.json" with { type: "json" };
import { clopperPearson } from "./clopper-pearson.ts";

test.each(golden.clopper_pearson)("matches the reference: $k of $n, $tail", ({ k, n, tail, interval }) => {
  clopperPearson(k, n, tail).forEach((end, i) => {
    expect(end).toBeCloseTo(interval[i]!, 12);
  });
});
