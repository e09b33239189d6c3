import type { TaggingPrediction } from "../../../r2-assets/format/prediction.ts";
import type { MetricName } from "../../../r2-assets/format/suite.ts";
import { SpanColumns } from "../../metrics/span-f1.ts";
import { countSpans } from "../../metrics/spans.ts";
import { type Statistic, shareOf } from "../../statistics/statistic.ts";
import type { Tally, TallySlice } from "../kind.ts";

/**
 * Span F1 by either rule, and as accuracy the share of sentences whose every tag is right. (The share of right tags says
 * little, most being O.) A sentence without an answer misses all its spans.
 */
export class TaggingTally implements Tally<TaggingPrediction> {
  errors = 0;
  readonly #correct: number[] = [];
  readonly #strict = new SpanColumns();
  readonly #conlleval = new SpanColumns();
  readonly #types = new Map<string, { columns: SpanColumns; members: number[] }>();

  get rows(): number {
    return this.#correct.length;
  }

  add({ gold, prediction, correct, error }: TaggingPrediction): void {
    if (error !== undefined) this.errors++;
    const row = this.#correct.push(correct ? 1 : 0) - 1;
    const strict = countSpans(gold, prediction, "strict");
    this.#strict.add(strict.values());
    this.#conlleval.add(countSpans(gold, prediction, "conlleval").values());
    for (const [type, counts] of strict) {
      const part = this.#types.get(type) ?? { columns: new SpanColumns(), members: [] };
      part.columns.add([counts]);
      part.members.push(row);
      this.#types.set(type, part);
    }
  }

  statistic(metric: MetricName): Statistic | null {
    switch (metric) {
      case "span_f1":
        return this.#strict.f1();
      case "slot_f1":
        return this.#conlleval.f1();
      case "accuracy":
        return shareOf(this.#correct);
      default:
        return null;
    }
  }

  /** Strict span F1 by entity type, over the sentences that have the type in gold or prediction: others change nothing. */
  slices(): TallySlice[] {
    return [...this.#types]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([value, { columns, members }]) => ({
        by: "type",
        value,
        rows: columns.sentences,
        members,
        statistics: { span_f1: columns.f1() },
      }));
  }
}
