/** In words: which of the models shown may be shipped in place of its teacher. */
import type { LeaderboardRow } from "../../../eval/leaderboard/board.ts";
import { comparisonPath, modelPath } from "../../address.ts";
import { megabytes, points, pValue, signedPoints } from "../../format.ts";
import { type Held, type Shippable, shippable } from "./ship.ts";

interface Props {
  rows: readonly LeaderboardRow[];
  suites: readonly string[];
  /** Of the suites together; undefined while it is not known. */
  examples: number | undefined;
  /** In points. */
  margin: number;
  onMargin: (points: string) => void;
}

const MARGINS = [0.5, 1, 2, 3, 5];

export function ShipAnswer({ rows, suites, examples, margin, onMargin }: Props) {
  const found = shippable(rows, suites, margin / 100);
  const said = { found, several: suites.length > 1, examples };
  const margins = [...new Set([...MARGINS, margin])].toSorted((a, b) => a - b);
  return (
    <section class="ship" aria-labelledby="ship">
      <h2 id="ship">Which may I ship?</h2>
      {found.candidates === 0 ? (
        <p>
          None of the models shown is held against another on {suites.join(" and ")}: neither its teacher nor a model
          chosen under “Held against” has a run on the same rows.
        </p>
      ) : (
        <>
          <InShort found={found} margin={margin} />
          <div class="ship-answers">
            <div>
              <h3>Not shown to be worse</h3>
              <NotWorse {...said} />
            </div>
            <div>
              <h3>
                <label for="margin">Shown to lose less than</label>{" "}
                <select id="margin" value={String(margin)} onChange={(event) => onMargin(event.currentTarget.value)}>
                  {margins.map((each) => (
                    <option key={each} value={String(each)}>
                      {points(each / 100)}
                    </option>
                  ))}
                </select>
              </h3>
              <div aria-live="polite">
                <Within {...said} margin={margin} />
              </div>
            </div>
          </div>
          <p class="quiet">
            Of the {found.candidates} models shown that are {found.served ? "served here and " : ""}held against
            another. Intervals are of 95&nbsp;%, each for one model: whoever picks the best of many picks some luck,
            too.
          </p>
        </>
      )}
    </section>
  );
}

/** What both answers below come to. */
function InShort({ found: { within, notWorse }, margin }: { found: Shippable; margin: number }) {
  if (within !== null)
    return (
      <p class="in-short">
        {within.row.model} is small and shown to lose less than {points(margin / 100)}.
      </p>
    );
  if (notWorse === null) return <p class="in-short">None, unless you can live with a measured loss.</p>;
  return (
    <p class="in-short">
      {notWorse.row.model}, if you can live with losing up to {points(notWorse.low)}: what was measured does not rule
      that out.
    </p>
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

const Against = ({ one, several }: { one: Held; several: boolean }) => (
  <a href={comparisonPath(one.row.model, one.against, one.suite)}>
    {aboveOrBelow(one.gain)} {one.against} {several && `on ${one.suite} `}(95&nbsp;% interval {signedPoints(one.low)} to{" "}
    {signedPoints(one.high)})
  </a>
);

interface Said {
  found: Shippable;
  /** Suites: then a difference names its own. */
  several: boolean;
  examples: number | undefined;
}

function NotWorse({ found: { notWorse, openByHolmAlone }, several, examples }: Said) {
  return (
    <>
      {notWorse === null ? (
        <p>None: of each model shown the whole interval lies below its teacher.</p>
      ) : (
        <p>
          The smallest such is <Name one={notWorse} />: <Against one={notWorse} several={several} />.{" "}
          {notWorse.low > 0
            ? "The whole interval lies above."
            : `${several ? "So many rows" : rowsOf(examples)} can't tell the two apart, which doesn't make them equal.`}
        </p>
      )}
      {openByHolmAlone.length > 0 && (
        <p class="quiet">
          Smaller still, and open only because many are tested at once:{" "}
          {openByHolmAlone.map((one, i) => (
            <span key={one.row.model}>
              {i > 0 && ", "}
              {one.row.model} ({signedPoints(one.gain)} points, {pValue(one.difference.p_value)}, adjusted{" "}
              {pValue(one.difference.p_holm)})
            </span>
          ))}
          . By {openByHolmAlone.length === 1 ? "itself it is" : "themselves they are"} worse.
        </p>
      )}
    </>
  );
}

function Within({ found: { within, closest }, several, examples, margin }: Said & { margin: number }) {
  if (within !== null)
    return (
      <p>
        The smallest such is <Name one={within} />: <Against one={within} several={several} />. The whole interval lies
        above −{points(margin / 100)}.
      </p>
    );
  return (
    <p>
      None.{" "}
      {closest && (
        <>
          Nearest comes <Name one={closest} />: it may lose up to {points(closest.low)}
          {several && ` on ${closest.suite}`}.{" "}
        </>
      )}
      {rowsOf(examples)} leave intervals too wide, or the models lose too much: allow more, or measure on more rows.
    </p>
  );
}

const aboveOrBelow = (gain: number) => {
  if (gain === 0) return "level with";
  return `${points(gain)} ${gain < 0 ? "below" : "above"}`;
};

const rowsOf = (examples: number | undefined) =>
  examples === undefined ? "So many rows" : `${examples.toLocaleString("en")} rows`;
