/** What an analysis of runs depends on where the rows of their suite are clustered. */
import { metrics } from "../../eval/metrics/registry.ts";
import type { MetricName, SuiteInfo } from "../../r2-assets/format/suite.ts";

/** The analysis by these clusters: another grouping is another analysis of the same runs. */
export const byClusters = (what: string, { group, clusters_sha256 }: Pick<SuiteInfo, "group" | "clusters_sha256">) =>
  group === undefined ? what : `${what}, rows by ${group} ${clusters_sha256 ?? ""}`;

/** Whether a difference by this metric takes draws: of rows by themselves those of shares don't. */
export const isResampled = (metric: MetricName, { group }: Pick<SuiteInfo, "group">): boolean =>
  group !== undefined || metrics[metric].test !== "mcnemar-exact";
