import type { Judging } from "../../eval/kinds/kind.ts";
import type { Card, Training } from "../../r2-assets/format/card.ts";
import type { Method, Runtime } from "../../r2-assets/format/names.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { SuiteInfo, TagsRead } from "../../r2-assets/format/suite.ts";

/** All that an evaluation needs, fixed when it was asked for: a release or a new upload in between changes nothing. */
export interface EvaluationParams
  extends Pick<SuiteInfo, "labels" | "script" | "label_map" | "unanswerable" | "group" | "clusters_sha256"> {
  /** The run's id, the evaluation's and the Workflow instance's. */
  id: string;
  model: string;
  version: string;
  method: Method;
  /** Of the model's card: the run keeps it for readers that don't have the model. */
  card: Pick<Card, "parameters" | "bytes" | "teacher"> & Pick<Training, "subset"> & Pick<TagsRead, "tag_scheme">;
  runtime: Runtime;
  suite: string;
  suite_sha256: string;
  kind: RowKind;
  metrics: SuiteInfo["metrics"];
  visibility: SuiteInfo["visibility"];
  /** As the run will say. */
  sealed?: true;
  limit?: number;
  sample?: number;
  /** The canonical name. */
  perturbation?: string;
  created_at: string;
  /** Commit or package version of the code that scores. */
  code: string;
}

/** What its rows are judged by. */
export const judgingOf = ({ suite: id, labels, script }: EvaluationParams): Judging => ({
  id,
  ...(labels && { labels }),
  ...(script && { script }),
});

/** Which of its rows belong together. */
export const groupedOf = ({
  suite: id,
  suite_sha256: sha256,
  group,
  clusters_sha256,
}: EvaluationParams): Pick<SuiteInfo, "id" | "sha256" | "group" | "clusters_sha256"> => ({
  ...{ id, sha256 },
  ...(group && { group }),
  ...(clusters_sha256 && { clusters_sha256 }),
});
