/** In words: which of the models shown may be shipped in place of its teacher. */

import type { LeaderboardRow } from "../../../eval/leaderboard/board.ts";
import { comparisonPath, modelPath } from "../../address.ts";
import { megabytes } from "../../format.ts";
import { inPoints, points, pValue } from "../../parts/metrics.ts";
import { type Held, type Shippable, shippable } from "./ship.ts";
import type { State } from "./state.ts";

interface Props {
  rows: readonly LeaderboardRow[];
  suites: readonly string[];
  /** Of the suites together; undefined while it is not known. */
  examples: number | undefined;
  state: State;
  onMargin: (points: string) => void;
}

const MARGINS = [0.5, 1, 2, 3, 5];

export function ShipAnswer({ rows, suites, examples, state, onMargin }: Props) {
  const found = shippable(rows, suites, state.margin / 100);
  const margins = [...new Set([...MARGINS, state.margin])].toSorted((a, b) => a - b);
  return (
    <section class="ship" aria-labelledby="ship">
      <h2 id="ship">Which may I ship?</h2>
      {found.candidates === 0 ? (
        <p>
          None of the models shown is held against another on {suites.join(" and ")}: neither its teacher nor a model
          named under “Held against” has a run on the same rows.
        </p>
      ) : (
        <>
          <div class="answers">
            <div>
              <h3>Not shown to be worse</h3>
              <NotWorse found={found} examples={examples} />
            </div>
            <div>
              <h3>
                <label for="margin">Shown to lose less than</label>{" "}
                <select
                  id="margin"
                  value={String(state.margin)}
                  onChange={(event) => onMargin(event.currentTarget.value)}
                >
                  {margins.map((margin) => (
                    <option key={margin} value={String(margin)}>
                      {pointsOf(margin)}
                    </option>
                  ))}
                </select>
              </h3>
              <div aria-live="polite">
                <Within found={found} margin={state.margin} examples={examples} />
              </div>
            </div>
          </div>
          <p class="quiet">
            Of the {found.candidates} models shown that are {found.served ? "served here and " : ""}held against
            another. Intervals are of 95 %, each for one model: whoever picks the best of many picks some luck, too.
          </p>
        </>
      )}
    </section>
  );
}

const Name = ({ one: { row } }: { one: Held }) => (
  <>
    {row.callable ? (
      <a href={modelPath(row.model)}>
        <strong>{row.model}</strong>
      </a>
    ) : (
      <strong>{row.model}</strong>
    )}{" "}
    ({megabytes(row.bytes)}
    {row.compression && `, ${row.compression.bytes.toFixed(1)} times smaller`}
    {!row.callable && ", not served here"})
  </>
);

const Against = ({ one }: { one: Held }) => (
  <a href={comparisonPath(one.row.model, one.against, one.suite)}>
    {aboveOrBelow(one.gain)} {one.against} (95 % interval {points(one.low)} to {points(one.high)})
  </a>
);

function NotWorse({
  found: { notWorse, openByHolmAlone },
  examples,
}: {
  found: Shippable;
  examples: number | undefined;
}) {
  return (
    <>
      {notWorse === null ? (
        <p>None: each of the models shown loses something, as no interval of a difference reaches 0.</p>
      ) : (
        <p>
          The smallest such is <Name one={notWorse} />: <Against one={notWorse} />. {rowsOf(examples, "So many rows")}{" "}
          can't tell the two apart, which doesn't make them equal.
        </p>
      )}
      {openByHolmAlone.length > 0 && (
        <p class="quiet">
          Smaller still, and open only because many are tested at once:{" "}
          {openByHolmAlone.map((one, i) => (
            <span key={one.row.model}>
              {i > 0 && ", "}
              {one.row.model} ({points(one.gain)} points, {pValue(one.difference.p_value)}, adjusted{" "}
              {pValue(one.difference.p_holm)})
            </span>
          ))}
          . By {openByHolmAlone.length === 1 ? "itself it is" : "themselves they are"} worse.
        </p>
      )}
    </>
  );
}

function Within({ found, margin, examples }: { found: Shippable; margin: number; examples: number | undefined }) {
  const { within, closest } = found;
  if (within !== null)
    return (
      <p>
        The smallest such is <Name one={within} />: <Against one={within} />. The whole interval lies above −
        {pointsOf(margin)}.
      </p>
    );
  return (
    <p>
      None.{" "}
      {closest && (
        <>
          Nearest comes <Name one={closest} />: it may lose up to {inPoints(closest.low)}.{" "}
        </>
      )}
      {rowsOf(examples, "So many rows")} leave the intervals too wide, or the models lose too much: allow more, or
      measure on more rows.
    </p>
  );
}

const aboveOrBelow = (gain: number) => {
  if (gain === 0) return "level with";
  return `${inPoints(gain)} ${gain < 0 ? "below" : "above"}`;
};

const pointsOf = (margin: number) => `${margin} ${margin === 1 ? "point" : "points"}`;

const rowsOf = (examples: number | undefined, unknown: string) =>
  examples === undefined ? unknown : `${examples.toLocaleString("en")} rows`;
