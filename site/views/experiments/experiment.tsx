/** One experiment: its verdict first, then what it rests on, then what may be done. */
import { useRoute } from "preact-iso/router";
import type { ExperimentReport } from "../../../eval/reports/experiment.ts";
import { experimentUrl } from "../../api/experiments.ts";
import { usePolled } from "../../api/use-polled.ts";
import { age, moment, points } from "../../format.ts";
import { WhenAnswered } from "../../parts/answered.tsx";
import { useTitle } from "../../parts/title.ts";
import { Candidates } from "./candidates.tsx";
import { Checks, FailedChecks } from "./checks.tsx";
import { Manage } from "./manage.tsx";
import { SendTraffic } from "./send-traffic.tsx";
import { Variants } from "./variants.tsx";
import { Verdict } from "./verdict.tsx";

/** While it runs and somebody looks. */
const EVERY_MS = 4000;

const isRunning = ({ status }: ExperimentReport) => status === "running";

export default function Experiment() {
  const { params } = useRoute();
  const { answer, stale, again, put } = usePolled<ExperimentReport>(experimentUrl(params.id!), EVERY_MS, isRunning);
  useTitle(answer.kind === "there" ? answer.value.name : "Experiment");
  const isMissing = answer.kind === "failed" && answer.status === 404;
  return (
    <>
      {answer.kind !== "there" && <h1>Experiment</h1>}
      <WhenAnswered answer={answer} what="the experiment" {...(!isMissing && { again })}>
        {(report) => <Report report={report} stale={stale} onChanged={put} />}
      </WhenAnswered>
      {answer.kind === "failed" && (
        <p>
          <a href="/experiments">All experiments</a>
        </p>
      )}
    </>
  );
}

interface Props {
  report: ExperimentReport;
  stale: string | null;
  onChanged: (report: ExperimentReport) => void;
}

function Report({ report, stale, onChanged }: Props) {
  const { name, task, mode, status, created_at, stopped_at, margin, variants, differences, checks } = report;
  const isTrusted = checks.assignment.ok && checks.feedback.ok;
  const isEmpty = variants.every(({ answers }) => answers === 0);
  const send = isRunning(report) && <SendTraffic report={report} />;
  return (
    <>
      <h1>{name}</h1>
      <p class="quiet">
        <strong class={status === "running" ? "good" : undefined}>
          {status === "running" ? "Running" : "Stopped"}
        </strong>{" "}
        {stopped_at === null ? (
          <>
            for <time title={moment(created_at)}>{age(created_at)}</time>
          </>
        ) : (
          <>
            <time title={moment(stopped_at)}>{age(stopped_at)} ago</time>, made {moment(created_at)}
          </>
        )}{" "}
        · {task} · {mode === "split" ? "split traffic" : "shadow mode: candidates answer unseen"} · margin{" "}
        {points(margin)}
      </p>
      {stale !== null && <p class="notice">Figures are not refreshed: {stale}</p>}
      <FailedChecks checks={checks} />
      {isTrusted && <Candidates report={report} />}
      {differences.map((difference, i) => (
        <Verdict key={difference.variant} report={report} difference={difference} index={i + 1} isTrusted={isTrusted} />
      ))}
      {!isEmpty && (
        <p class="hint">
          Look as often as you like: the ranges hold at every moment of looking
          {differences.length > 1 && ", for all candidates together"}, in 95 of 100 experiments. A point is one judged
          unit in a hundred. {status === "running" && "Figures refresh by themselves."}
        </p>
      )}
      {isEmpty && send}
      <Variants report={report} />
      {mode === "split" && !isEmpty && <Checks checks={checks} />}
      {!isEmpty && send}
      <Manage report={report} onChanged={onChanged} />
    </>
  );
}
