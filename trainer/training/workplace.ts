import type { BackendName } from "../backend/tf.ts";

/** Where a training finds what it needs and leaves what it makes. */
export interface Workplace {
  backend: BackendName;
  /** Data sets: `glue/<task>/<split>.jsonl.gz`, `qa/…`, `text/…`. */
  data: string;
  /** Trained models: `<out>/<task>/<method>/`. */
  out: string;
  /** Published models, `<models>/<id>/card.json`: they teach where `out` has no trained teacher. */
  models: string;
  /** Models that `retort import` left, `<imported>/<id>/card.json`, which teach likewise; absent: none. */
  imported?: string;
  /** Folder for tokenised text, which all recipes share. */
  pieces: string;
  /** Only so many rows of dev, the first ones: for trying things out. */
  devRows?: number;
  /** Commit of the code, for the records. */
  code: string;
}
