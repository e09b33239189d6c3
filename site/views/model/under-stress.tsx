/** What it keeps on parts of a suite, on changed texts and on other suites: `GET /v1/robustness`. */
import type { RobustnessReport } from "../../../eval/reports/robustness-report.ts";
import { changed, useQuery } from "../../address.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { WhenAnswered } from "../../parts/answered.tsx";
import { Behavioural } from "./behavioural.tsx";
import { OtherSuites } from "./other-suites.tsx";
import { Perturbations } from "./perturbations.tsx";
import { Slices } from "./slices.tsx";
import type { Subject } from "./subject.ts";

export function UnderStress({ subject, suites }: { subject: Subject; suites: readonly string[] }) {
  const { query, change } = useQuery();
  const asked = query.get("suite");
  const suite = asked !== null && suites.includes(asked) ? asked : suites[0]!;
  const model = subject.card ? `${subject.id}@${subject.version}` : subject.id;
  const [known] = subject.teacher?.runs ?? [];
  // A card names its teacher; of a model that is known by its runs alone not each of them tells it.
  const teacher = subject.card === null && known ? `${known.model}@${known.version}` : null;
  const { answer, again } = useAnswer<RobustnessReport>(`/v1/robustness${changed("", { model, suite, teacher })}`);
  return (
    <section>
      <h2>Where it is strong, and what breaks it</h2>
      {suites.length > 1 && (
        <label>
          Suite{" "}
          <select value={suite} onChange={({ currentTarget }) => change({ suite: currentTarget.value })}>
            {suites.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
      )}
      <WhenAnswered answer={answer} what="what runs tell of it" again={again}>
        {(report) => (
          <>
            <Slices report={report} />
            <Perturbations report={report} />
            <OtherSuites report={report} />
            {report.behavioural.map((each) => (
              <Behavioural key={each.suite} report={each} model={report.model} />
            ))}
          </>
        )}
      </WhenAnswered>
    </section>
  );
}
