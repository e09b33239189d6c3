import { metrics } from "../../eval/metrics/registry.ts";
import type { MetricName, SuiteInfo } from "../../r2-assets/format/suite.ts";

/** What is known of a suite's clusters without its rows. */
export type Grouped = Pick<SuiteInfo, "id" | "sha256" | "group" | "clusters_sha256">;

/** What an analysis of runs on the suite depends on besides the runs: another grouping is another analysis. */
export const byClusters = (what: string, { group, clusters_sha256 }: Pick<Grouped, "group" | "clusters_sha256">) =>
  group === undefined ? what : `${what}, rows by ${group} ${clusters_sha256 ?? ""}`;

/** Whether a difference by this metric takes draws: of rows by themselves those of shares don't. */
export const isResampled = (metric: MetricName, { group }: Pick<Grouped, "group">): boolean =>
  group !== undefined || metrics[metric].test !== "mcnemar-exact";
