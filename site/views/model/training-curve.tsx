import { metrics } from "../../../eval/metrics/registry.ts";
import type { Card } from "../../../r2-assets/format/card.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { type Curve, Lines } from "../../charts/lines.tsx";
import { count, fraction } from "../../format.ts";
import { Problem } from "../../parts/answered.tsx";
import type { CurveOf, TrainingCurves, TrainingPart } from "../../training/curves.ts";
import { duration } from "./words.ts";

/** Loss and looks at dev, of the models whose training this repository recorded. */
export function TrainingCurve({ id, card }: { id: string; card: Card | null }) {
  const { answer, again } = useAnswer<TrainingCurves>(`/site/training/${id}.json`);
  return (
    <section>
      <h2>How it was trained</h2>
      {answer.kind === "there" && <Curves id={id} card={card} curves={answer.value} />}
      {answer.kind === "waiting" && <p class="waiting">Loading its training…</p>}
      {answer.kind === "failed" &&
        (answer.status === 404 ? (
          <p>Its training was not recorded in this repository, whose bench/training has the curves shown here.</p>
        ) : (
          <Problem why={answer.why} again={again} />
        ))}
    </section>
  );
}

function Curves({ id, card, curves }: { id: string; card: Card | null; curves: TrainingCurves }) {
  const isOfThis = card === null || (card.training.code === curves.code && card.training.seed === curves.seed);
  const judged = curves.parts.filter(({ dev }) => dev.length > 1);
  const metric = judged.at(-1)?.judged;
  const onDev = judged.filter((part) => part.judged === metric);
  return (
    <>
      <p>
        By <code>npx retort train {curves.recipe} --data DATA</code>, in {duration(curves.seconds)}.
        {!isOfThis && ` The curve is of a training by ${curves.code}, seed ${curves.seed}, and not of this version.`}
      </p>
      <Lines
        title="Loss on the training data"
        says={
          curves.parts.length > 1
            ? "Each part counts its own steps and has its own loss: heights of two parts can’t be compared."
            : "A mean of 50 steps a point."
        }
        file={`${id}-loss`}
        curves={curves.parts.map((part, i) => curve(part, part.loss, i, "loss"))}
        xTitle="step"
        yTitle="loss"
        xFormat={count}
        yFormat={(value) => fraction(value, value < 1 ? 2 : 1)}
      />
      {metric && (
        <Lines
          title="On the development split"
          says="What the best weights are chosen by: the last look need not be the best one."
          file={`${id}-dev`}
          curves={onDev.map((part) => curve(part, part.dev, curves.parts.indexOf(part), titleOf(metric)))}
          xTitle="step"
          yTitle={titleOf(metric)}
          xFormat={count}
          yFormat={(value) => fraction(value, 3)}
        />
      )}
    </>
  );
}

/** Colours from the second on: the first is the teacher's everywhere on this page. */
const curve = ({ title }: TrainingPart, points: CurveOf, i: number, otherwise: string): Curve => ({
  name: title === "" ? otherwise : `${i + 1}. ${title}`,
  series: 1 + (i % 7),
  points: points.map(([x, y]) => ({ x, y })),
});

const titleOf = (metric: string): string =>
  metric in metrics ? metrics[metric as keyof typeof metrics].title : metric.replaceAll("_", " ");
