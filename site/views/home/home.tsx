/** The first view: what Retort is for, and a sentence tried on a teacher and its students side by side. */
import { useMemo, useState } from "preact/hooks";
import { useQuery } from "../../address.ts";
import type { ModelList } from "../../api/models.ts";
import { useAnswer } from "../../api/use-answer.ts";
import type { Input, Where } from "../../ask/ask.ts";
import { exampleFor } from "../../ask/examples.ts";
import { Fields, flawOf, partsOf } from "../../ask/fields.tsx";
import { useAsked } from "../../ask/use-asked.ts";
import { WhereSwitch } from "../../ask/where-switch.tsx";
import { Problem, WhenAnswered } from "../../parts/answered.tsx";
import { useTitle } from "../../parts/title.ts";
import { type Family, familiesOf, firstChoice } from "./families.ts";
import { Offline } from "./offline.tsx";
import { SideBySide } from "./side-by-side.tsx";

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
        {({ models }) =>
          models.length === 0 ? (
            <p>
              No model is here yet. <code>npx retort publish out/…</code> brings one that you trained;{" "}
              <code>npm start</code> fills an empty bucket with ours.
            </p>
          ) : (
            <Try families={familiesOf(models)} />
          )
        }
      </WhenAnswered>
    </>
  );
}

/** So many texts at once: one a line. */
const MOST_TEXTS = 8;

function Try({ families }: { families: readonly Family[] }) {
  const { query, change } = useQuery();
  const family = families.find(({ trainedOn }) => trainedOn === query.get("task")) ?? families[0]!;
  const chosen = query.has("model") ? query.getAll("model") : firstChoice(family);
  const models = family.models.filter(({ id }) => chosen.includes(id));
  const where: Where = query.get("where") === "browser" ? "browser" : "server";
  const [input, setInput] = useState<Input>(() => inputOf(query) ?? exampleFor(family.models[0]!));
  const inputs = useMemo(() => textsOf(input), [input]);
  const flaw = inputs.map(flawOf).find((each) => each !== undefined);
  const states = useAsked({ models, task: family.task, inputs, where, ready: flaw === undefined && models.length > 0 });

  const write = (next: Input) => {
    setInput(next);
    change(partsOf(next));
  };
  return (
    <>
      <div class="fields">
        <label>
          Task{" "}
          <select
            value={family.trainedOn}
            onChange={(event) => {
              const next = families.find(({ trainedOn }) => trainedOn === event.currentTarget.value)!;
              setInput(exampleFor(next.models[0]!));
              change({ task: next.trainedOn, model: null, text: null, text_pair: null, question: null, context: null });
            }}
          >
            {families.map(({ trainedOn, models: members }) => (
              <option key={trainedOn} value={trainedOn}>
                {trainedOn} ({members.length === 1 ? "1 model" : `${members.length} models`})
              </option>
            ))}
          </select>
        </label>
      </div>
      <Fields input={input} onInput={write} />
      {typeof input === "string" && <p class="quiet">Several lines are several texts, {MOST_TEXTS} at most.</p>}
      <WhereSwitch
        where={where}
        onWhere={(next) => change({ where: next === "browser" ? next : null })}
        bytes={models.reduce((sum, { bytes }) => sum + bytes, 0)}
      />
      {where === "browser" && <Offline families={families} models={models} />}
      {flaw !== undefined && <Problem why={flaw} />}
      <SideBySide
        family={family}
        models={models}
        states={states}
        where={where}
        chosen={models.map(({ id }) => id)}
        onChoose={(ids) => change({ model: ids })}
      />
    </>
  );
}

function inputOf(query: URLSearchParams): Input | null {
  const [text, pair, question, context] = ["text", "text_pair", "question", "context"].map((name) => query.get(name));
  if (question !== null && context !== null) return { question, context };
  if (text === null || text === undefined) return null;
  return typeof pair === "string" ? { text, text_pair: pair } : text;
}

const textsOf = (input: Input): Input[] => {
  if (typeof input !== "string") return [input];
  const lines = input.split("\n").filter((line) => line.trim() !== "");
  return lines.length === 0 ? [""] : lines.slice(0, MOST_TEXTS);
};
