/** Sliders for what models are weighed by, and what their positions mean. */
import { useState } from "preact/hooks";
import type { Leaderboard } from "../../../eval/leaderboard/board.ts";
import { MEASURES, readWeights, tradesOf, type Weights, weightsText } from "./weights.ts";

interface Props {
  /** Of the address. */
  text: string | null;
  board: Leaderboard | undefined;
  onWeigh: (text: string | null) => void;
}

export function Weigh({ text, board, onWeigh }: Props) {
  const [moving, setMoving] = useState<Weights | null>(null);
  const weights = moving ?? readWeights(text);
  const sum = MEASURES.reduce((total, { name }) => total + weights[name], 0);
  const settle = (next: Weights) => {
    setMoving(null);
    onWeigh(weightsText(next));
  };
  return (
    <details class="weigh" open={text !== null}>
      <summary>Weigh score against size, latency, robustness</summary>
      <div>
        {MEASURES.map(({ name, title, says }) => {
          const lacking = board?.dynascore.missing[name]?.length ?? 0;
          const share = sum > 0 ? Math.round((100 * weights[name]) / sum) : 0;
          return (
            <div key={name} class="slider">
              <label for={`weight-${name}`}>
                {title} <span class="quiet">{says}</span>
              </label>
              <input
                id={`weight-${name}`}
                type="range"
                min="0"
                max="1"
                step="0.05"
                value={weights[name]}
                aria-valuetext={`${share} % of the weights`}
                onInput={(event) => setMoving({ ...weights, [name]: Number(event.currentTarget.value) })}
                onChange={(event) => settle({ ...weights, [name]: Number(event.currentTarget.value) })}
              />
              <output for={`weight-${name}`}>{share} %</output>
              {lacking > 0 && (
                <span class="open">
                  {lacking} {lacking === 1 ? "model lacks it" : "models lack it"}
                  {board?.ranked_by === "dynascore" && (lacking === 1 ? " and has no rank" : " and have no rank")}
                </span>
              )}
            </div>
          );
        })}
      </div>
      <p>
        <button type="button" onClick={() => settle(readWeights("performance:0.5,bytes:0.5"))}>
          Score and size alike
        </button>{" "}
        <button type="button" disabled={text === null} onClick={() => settle(readWeights(null))}>
          Score alone
        </button>
      </p>
      {text !== null && board && <Meaning board={board} />}
    </details>
  );
}

function Meaning({ board: { dynascore, ranked_by } }: { board: Leaderboard }) {
  if (ranked_by === "performance")
    return <p>No model listed has a figure for all that has weight, so that they are ranked by score alone.</p>;
  return (
    <p>
      {tradesOf(dynascore.metrics).join(" ")} That is the Dynascore (
      <a href="https://arxiv.org/abs/2106.06052" rel="noreferrer">
        Ma et al. 2021
      </a>
      ): its rates come from the models listed, and change with them.
    </p>
  );
}
