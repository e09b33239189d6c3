/** The first view: what Retort is for, and a sentence tried on a teacher and its students side by side. */
import { useState } from "preact/hooks";
import { useQuery } from "../../address.ts";
import type { ModelList, ModelSummary } from "../../api/models.ts";
import { useAnswer } from "../../api/use-answer.ts";
import type { Input, Where } from "../../ask/ask.ts";
import { exampleFor } from "../../ask/examples.ts";
import { Fields, flawOf, inputOf, partsOf } from "../../ask/fields.tsx";
import { useAsked } from "../../ask/use-asked.ts";
import { WhereSwitch } from "../../ask/where-switch.tsx";
import { megabytes } from "../../format.ts";
import { Problem, WhenAnswered } from "../../parts/answered.tsx";
import { useTitle } from "../../parts/title.ts";
import { type Family, familiesOf, firstChoice, questionOf } from "./families.ts";
import { Offline } from "./offline.tsx";
import { SideBySide } from "./side-by-side.tsx";
import { useKept } from "./use-kept.ts";

export default function Home() {
  useTitle("");
  const { answer, again } = useAnswer<ModelList>("/v1/models");
  return (
    <>
      <h1>What does a smaller model lose?</h1>
      <p>
        Retort compresses BERT-class models, serves them at the edge and measures every student against its teacher. Try
        a sentence on them; then see <a href="/leaderboard">which student to ship</a>.
      </p>
      <WhenAnswered answer={answer} what="the models" again={again}>
        {({ models }) => {
          const families = familiesOf(models);
          return families.length === 0 ? (
            <p>
              No model is here yet. <code>npx retort publish out/…</code> brings one that you trained;{" "}
              <code>npm start</code> fills an empty bucket with ours.
            </p>
          ) : (
            <Try families={families} />
          );
        }}
      </WhenAnswered>
    </>
  );
}

const NO_MODELS: readonly ModelSummary[] = [];

/** So many texts at once: one a line. */
const MOST_TEXTS = 8;

function Try({ families }: { families: readonly Family[] }) {
  // What is asked is in the address alone: whoever goes back, or takes a link to another task, finds the fields as they were there.
  const { query, change } = useQuery();
  const family = families.find(({ trainedOn }) => trainedOn === query.get("task")) ?? families[0]!;
  const named = family.models.filter(({ id }) => query.getAll("model").includes(id));
  const first = firstChoice(family);
  const models = named.length > 0 ? named : family.models.filter(({ id }) => first.includes(id));
  const where: Where = query.get("where") === "browser" ? "browser" : "server";
  const input = inputOf(query, exampleFor(family.models[0]!));
  const inputs = textsOf(input);
  const flaw = inputs.map(flawOf).find((each) => each !== undefined);
  // A link that somebody sent is no wish to fetch some megabytes.
  const [isWanted, setWanted] = useState(false);
  const kept = useKept(where === "browser" ? models : NO_MODELS);
  const mayAsk = where === "server" || isWanted || kept?.missing.length === 0;
  const ready = flaw === undefined && models.length > 0 && mayAsk;
  const states = useAsked({ models, task: family.task, inputs, where, ready });

  return (
    <>
      <div class="fields">
        <label>
          Task{" "}
          <select
            value={family.trainedOn}
            onChange={(event) => {
              const next = families.find(({ trainedOn }) => trainedOn === event.currentTarget.value)!;
              change({ task: next.trainedOn, model: null, text: null, text_pair: null, question: null, context: null });
            }}
          >
            {families.map(({ trainedOn, models: members }) => (
              <option key={trainedOn} value={trainedOn}>
                {questionOf(trainedOn)}, {members.length === 1 ? "1 model" : `${members.length} models`}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Fields input={input} onInput={(next) => change(partsOf(next))} />
      {typeof input === "string" && (
        <p class={linesOf(input).length > MOST_TEXTS ? "open" : "quiet"}>
          Several lines are several texts, {MOST_TEXTS} at most
          {linesOf(input).length > MOST_TEXTS && `: of these ${linesOf(input).length} only the first are asked`}.
        </p>
      )}
      <WhereSwitch
        where={where}
        onWhere={(next) => {
          setWanted(next === "browser");
          change({ where: next === "browser" ? next : null });
        }}
        bytes={models.reduce((sum, { bytes }) => sum + bytes, 0)}
      />
      {where === "browser" && <Offline families={families} kept={kept} />}
      {!mayAsk && kept !== null && (
        <button type="button" class="main" onClick={() => setWanted(true)}>
          Fetch {megabytes(kept.missing.reduce((sum, { bytes }) => sum + bytes, 0))} and ask here
        </button>
      )}
      {flaw !== undefined && <Problem why={flaw} />}
      <SideBySide family={family} models={models} states={states} onChoose={(ids) => change({ model: ids })} />
    </>
  );
}

const textsOf = (input: Input): Input[] => {
  if (typeof input !== "string") return [input];
  const lines = linesOf(input);
  return lines.length === 0 ? [""] : lines.slice(0, MOST_TEXTS);
};

const linesOf = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");
