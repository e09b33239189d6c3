import { useState } from "preact/hooks";
import { metrics } from "../../../eval/metrics/registry.ts";
import type { Card } from "../../../r2-assets/format/card.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { type Curve, Lines } from "../../charts/lines.tsx";
import { count, fraction } from "../../format.ts";
import { Problem } from "../../parts/answered.tsx";
import { Tabs } from "../../parts/tabs.tsx";
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
  const { parts } = curves;
  const isOfThis = card === null || (card.training?.code === curves.code && card.training?.seed === curves.seed);
  const names = parts.map(({ title }, i) => `${i + 1}. ${title}`);
  const [chosen, choose] = useState(names.at(-1)!);
  return (
    <>
      <p>
        By <code>npx retort train {curves.recipe} --data DATA</code>, in {duration(curves.seconds)}.
        {!isOfThis && ` The curve is of a training by ${curves.code}, seed ${curves.seed}, and not of this version.`}
        {curves.stages && " Each stage counts its own steps and has its own loss."}
      </p>
      {curves.stages ? (
        <Tabs label="Stages of its training" names={names} chosen={chosen} onChoose={choose}>
          <Pictures key={chosen} id={id} parts={[parts[names.indexOf(chosen)]!]} />
        </Tabs>
      ) : (
        <Pictures id={id} parts={parts} />
      )}
    </>
  );
}

/** Parts that share their axes: the runs that a soup averages, or a single one. */
function Pictures({ id, parts }: { id: string; parts: readonly TrainingPart[] }) {
  const judged = parts.filter(({ dev }) => dev.length > 1);
  const metric = judged[0]?.judged;
  return (
    <>
      <Lines
        title="Loss on the training data"
        says="A mean of 50 steps a point."
        file={`${id}-loss`}
        curves={parts.map((part, i) => curve(part, part.loss, i, "loss"))}
        xTitle="step"
        yTitle="loss"
        xFormat={count}
        yFormat={(value) => fraction(value, value < 1 ? 2 : 1)}
      />
      {metric && (
        <Lines
          title={metric === "loss" ? "Loss on held-out texts" : "On the development split"}
          says="What the best weights are chosen by: the last look need not be the best one."
          file={`${id}-dev`}
          curves={judged.map((part, i) => curve(part, part.dev, i, nameOf(metric)))}
          xTitle="step"
          yTitle={nameOf(metric)}
          xFormat={count}
          yFormat={(value) => fraction(value, 3)}
        />
      )}
    </>
  );
}

/** Colours from the second on: the first is the teacher's everywhere on this page. */
const curve = ({ title }: TrainingPart, points: CurveOf, i: number, otherwise: string): Curve => ({
  name: title === "" ? otherwise : title,
  series: 1 + (i % 7),
  points: points.map(([x, y]) => ({ x, y })),
});

/** Of a task of several suites dev is judged by a mean over them: `mean_span_f1`. */
function nameOf(metric: string): string {
  const name = metric.replace(/^mean_/, "");
  const title = name in metrics ? metrics[name as keyof typeof metrics].title : name.replaceAll("_", " ");
  return name === metric ? title : `mean ${title}`;
}
