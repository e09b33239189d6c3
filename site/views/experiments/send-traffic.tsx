/** How requests get to an experiment. */

import type { ExperimentReport } from "../../../eval/reports/experiment.ts";
import { useQuery } from "../../address.ts";
import { Snippet } from "../../parts/snippet.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { LANGUAGES, snippetOf } from "./snippets.ts";

export function SendTraffic({ report }: { report: ExperimentReport }) {
  const { query, change } = useQuery();
  const chosen = LANGUAGES.find((language) => language === query.get("code")) ?? LANGUAGES[0];
  return (
    <section aria-labelledby="send-title">
      <h2 id="send-title">Send traffic</h2>
      <p>
        Ask the experiment instead of a model; whoever knows whether the answer was right tells it, within{" "}
        {report.feedback_days} {report.feedback_days === 1 ? "day" : "days"}. Nothing of the text is stored, of the unit
        a keyed hash.
      </p>
      <Tabs label="Language" names={LANGUAGES} chosen={chosen} onChoose={(code) => change({ code })}>
        <Snippet label={`Traffic by ${chosen}`} code={snippetOf(chosen, location.origin, report)} />
      </Tabs>
    </section>
  );
}
