/** One model to be asked, on its own page. */
import { useState } from "preact/hooks";
import type { Task } from "../../packages/engine/src/index.ts";
import type { ModelList, ModelSummary } from "../api/models.ts";
import { useAnswer } from "../api/use-answer.ts";
import { milliseconds } from "../format.ts";
import { Problem, WhenAnswered } from "../parts/answered.tsx";
import type { Input, Where } from "./ask.ts";
import { exampleFor } from "./examples.ts";
import { Fields, flawOf } from "./fields.tsx";
import { ShownAnswer } from "./shown-answer.tsx";
import { lastOf, useAsked } from "./use-asked.ts";
import { WhereSwitch } from "./where-switch.tsx";

/** `id`: of a model that answers here. */
export function AskModel({ id }: { id: string }) {
  const { answer, again } = useAnswer<ModelList>("/v1/models");
  return (
    <WhenAnswered answer={answer} what="the model" again={again}>
      {({ models }) => {
        const model = models.find((each) => each.id === id);
        return model === undefined ? (
          <Problem why={`There is no model ${id} here that could be asked.`} />
        ) : (
          <AskKnown key={id} model={model} />
        );
      }}
    </WhenAnswered>
  );
}

function AskKnown({ model }: { model: ModelSummary }) {
  const [input, setInput] = useState<Input>(() => exampleFor(model));
  const [where, setWhere] = useState<Where>("server");
  const flaw = flawOf(input);
  const own: readonly Task[] = model.task === "feature-extraction" ? [] : [model.task];
  const tasks: readonly Task[] = model.slots === undefined ? own : [...own, "token-classification"];
  return (
    <div class="ask">
      <Fields input={input} onInput={setInput} />
      {model.runtimes.includes("engine") && <WhereSwitch where={where} onWhere={setWhere} bytes={model.bytes} />}
      {flaw !== undefined && <Problem why={flaw} />}
      <div aria-live="polite">
        {tasks.map((task) => (
          <OneAnswer key={task} model={model} task={task} input={input} where={where} ready={flaw === undefined} />
        ))}
      </div>
    </div>
  );
}

interface One {
  model: ModelSummary;
  task: Task;
  input: Input;
  where: Where;
  ready: boolean;
}

function OneAnswer({ model, task, input, where, ready }: One) {
  const asking = useAsked({ models: [model], task, inputs: [input], where, ready })[model.id];
  const last = lastOf(asking);
  if (asking?.kind === "failed") return <Problem why={asking.why} />;
  return (
    <>
      {asking?.kind === "loading" && <progress value={asking.share} aria-label="loading the model" />}
      {last !== undefined && (
        <>
          <ShownAnswer input={last.inputs[0]!} said={last.said[0]!} />
          <p class="quiet">
            {milliseconds(last.ms)}, the median of {last.times} as this browser saw it
            {last.where === "server" ? ", with the way to the server and back" : ", computed here"}
            {last.isCut &&
              `. The text is longer than the ${model.max_length} tokens that this model reads: the rest was cut`}
          </p>
        </>
      )}
    </>
  );
}
