import { type Section, section } from "../report/report.ts";
import { PART_NAMES } from "./model-parts.ts";
import type { PartFit } from "./part-fits.ts";
import { planText } from "./plan-text.ts";

/** Share of the squared norm that the nearest factors keep, beside the truncated SVD's of equal size. */
export const fitSection = (fits: readonly PartFit[]): Section =>
  section<PartFit>(
    "what the nearest factors keep of the weights",
    [
      { title: "part", name: "part", format: "text", of: ({ part }) => PART_NAMES[part] },
      { title: "matrices", name: "matrices", format: "count", of: ({ kept }) => kept.matrices },
      { title: "stored as", name: "plan", format: "text", of: ({ plan }) => planText(plan) },
      { title: "kept", name: "kept", format: "fraction", of: ({ kept }) => kept.mean },
      { title: "least", name: "kept_least", format: "fraction", of: ({ kept }) => kept.least },
      { title: "most", name: "kept_most", format: "fraction", of: ({ kept }) => kept.most },
      { title: "SVD rank", name: "svd_rank", format: "count", of: ({ svd }) => svd?.rank },
      { title: "SVD kept", name: "svd_kept", format: "fraction", of: ({ svd }) => svd?.kept.mean },
    ],
    fits,
    {
      notes: [
        "kept: share of the squared norm, the mean over the matrices; low shares are usual: training has to do the rest",
      ],
    },
  );
