import { metrics } from "../../eval/metrics/registry.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";

const TESTS = { "mcnemar-exact": "exact McNemar", "paired-bootstrap": "the paired bootstrap" } as const;

/** What the p of a drop is, as testDifference computes it, and that several of them stand as they are. */
export const dropTestNote = (metric: MetricName, drops: number, clustered = false): string =>
  `p: of no drop, by ${TESTS[metrics[metric].test]}${clustered ? ", of clusters" : ""}${drops > 1 ? `; not adjusted for their number, ${drops}` : ""}`;
