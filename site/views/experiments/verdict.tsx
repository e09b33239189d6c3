/** One candidate against the control: the verdict in words, what to do, and how the difference came about. */
import type { Difference, ExperimentReport } from "../../../eval/reports/experiment.ts";
import { Lines } from "../../charts/lines.tsx";
import { count, points, signedPoints } from "../../format.ts";
import { adviceOf, distrust, earlierOf, VERDICT_WORDS } from "./words.ts";

interface Props {
  report: ExperimentReport;
  difference: Difference;
  /** Of the candidate: series of colours. */
  index: number;
  isTrusted: boolean;
}

/** Points of the history whose intervals are too wide to be seen beside those of now are cut at this many times the last. */
const SEEN = 3;

export function Verdict({ report, difference, index, isTrusted }: Props) {
  const { variant, against, verdict, history, ci95, value } = difference;
  const { headline, todo, tone } = isTrusted ? adviceOf(difference, report) : distrust(adviceOf(difference, report));
  const earlier = earlierOf(difference);
  return (
    <section class="candidate" aria-labelledby={`verdict-${index}`}>
      <h2 id={`verdict-${index}`}>
        {variant} against {against}
      </h2>
      <div class={`finding ${tone}`}>
        <p class="headline">{headline}</p>
        <p>{todo}</p>
        {earlier && <p>{earlier}</p>}
      </div>
      <p class="heard" role="status">
        {variant}: {VERDICT_WORDS[verdict]}
      </p>
      {history.length > 1 && ci95 !== null && value !== null && (
        <Lines
          title={`Accuracy of ${variant} less that of ${against}.`}
          says="The line is the difference as units were judged, the band its 95 % confidence sequence; early on it leaves the picture."
          file={`${report.id}-difference-${index}`}
          curves={[
            {
              name: `difference of ${variant} to ${against}: ${signedPoints(value)} points`,
              series: index,
              points: history.map((point) => ({ x: point.n, y: point.value, interval: point.ci95 })),
            },
          ]}
          xTitle="judged units"
          yTitle="difference, points"
          xFormat={count}
          yFormat={(level) => signedPoints(level).replace(/\.0$/, "")}
          marks={[
            { at: 0, label: "as accurate" },
            { at: -report.margin, label: `margin, −${points(report.margin)}` },
          ]}
          yDomain={seenLevels(value, ci95)}
        />
      )}
    </section>
  );
}

function seenLevels(value: number, [low, high]: readonly [number, number]): [number, number] {
  return [Math.max(-1, value - SEEN * (value - low)), Math.min(1, value + SEEN * (high - value))];
}
