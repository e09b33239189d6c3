/** Models ranked on suites: which may be shipped, what each costs and loses. All of its state is in the address. */
import type { Leaderboard } from "../../../eval/leaderboard/board.ts";
import { useQuery } from "../../address.ts";
import type { SuiteSummary } from "../../api/models.ts";
import { useRuns } from "../../api/runs.ts";
import { mostMeasured, standings } from "../../api/standings.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Problem, WhenAnswered } from "../../parts/answered.tsx";
import { useTitle } from "../../parts/title.ts";
import { Board } from "./board.tsx";
import { Choices } from "./choices.tsx";
import { boardPath, readState } from "./state.ts";
import { Weigh } from "./weigh.tsx";

export default function LeaderboardView() {
  useTitle("Leaderboard");
  const { query, change } = useQuery();
  const { answer: suites, again: suitesAgain } = useAnswer<{ suites: SuiteSummary[] }>("/v1/suites");
  const { answer: runs, again: runsAgain } = useRuns();
  const measured = standings(runs.kind === "there" ? runs.value : []);
  const named = readState(query);
  const first = named.suites.length > 0 || runs.kind === "waiting" ? undefined : mostMeasured(measured);
  const state = { ...named, suites: first === undefined ? named.suites : [first] };
  const { answer, again } = useAnswer<Leaderboard>(boardPath(state));
  const board = answer.kind === "there" ? answer.value : answer.kind === "waiting" ? answer.last : undefined;
  const isEmpty = runs.kind === "there" && suites.kind === "there" && state.suites.length === 0;
  const listAgain = () => {
    suitesAgain();
    runsAgain();
  };
  return (
    <div class="leaderboard">
      <h1>Leaderboard</h1>
      <WhenAnswered answer={suites} what="the suites" again={listAgain}>
        {({ suites: all }) => (
          <Choices chosen={state.suites} state={state} suites={all} measured={measured} change={change} />
        )}
      </WhenAnswered>
      {suites.kind !== "failed" && runs.kind === "failed" && (
        <Problem why={`The runs can't be listed: ${runs.why}`} again={listAgain} />
      )}
      {state.problems.map((why) => (
        <Problem key={why} why={why} />
      ))}
      {isEmpty && (
        <p>
          No model was measured yet. Measure one: <code>npx retort eval MODEL --suite SUITE</code>
        </p>
      )}
      {state.suites.length > 0 && (
        <>
          <Weigh text={state.weights} board={board} onWeigh={(weights) => change({ weights })} />
          <WhenAnswered answer={answer} what="the leaderboard" again={again}>
            {(value) => (
              <Board
                board={value}
                state={state}
                suites={suites.kind === "there" ? suites.value.suites : []}
                change={change}
              />
            )}
          </WhenAnswered>
        </>
      )}
    </div>
  );
}
