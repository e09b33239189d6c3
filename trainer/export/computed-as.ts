import type { Architecture } from "../../r2-assets/format/card.ts";

type Factored = Exclude<Architecture["encoder"]["attention"], { kind: "dense" }>;

export function computedAs(_linear: Factored): NonNullable<Factored["computed"]> {
  return { as: "factored", why: "one factor after the other takes fewer operations" };
}
