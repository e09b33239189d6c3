/** An open model as a function of texts. */
import { type Card, tasksOf } from "../../../r2-assets/format/card.ts";
import type { TextTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import { encodingMisfit, tablesOf } from "../../../r2-assets/format/tokenizer-fits.ts";
import type { EngineModel } from "../../../worker/runtime/engine/engine.ts";
import { EngineError } from "../../../worker/runtime/engine/memory.ts";
import type { AskOptions, Kernels, Model, Task, TaskAnswer } from "./index.ts";
import { inSlices } from "./slices.ts";
import { TASKS } from "./tasks/index.ts";

interface Parts {
  card: Card;
  tokenizer: TextTokenizer;
  opened: EngineModel;
  kernels: Kernels;
  sliceMs: number;
}

export function createModel({ card, tokenizer, opened, kernels, sliceMs }: Parts): Model {
  const { bytes } = opened;
  let open: EngineModel | undefined = opened;

  async function ask(inputs: unknown, options: AskOptions & { task?: Task } = {}): Promise<TaskAnswer[Task]> {
    const { task = card.task, signal, ...given } = options;
    if (open === undefined) throw new EngineError("the model was released");
    const known = tasksOf(card);
    if (task === "feature-extraction" || !known.includes(task))
      throw new EngineError(`${card.id} is asked for ${known.join(" or ")}, not for ${task}`);
    const { groups, answer } = TASKS[task]({ card, tokenizer }, inputs, given);
    const tables = tablesOf(card.architecture);
    for (const encoding of groups.flat()) {
      const misfit = encodingMisfit(encoding, tables);
      if (misfit !== undefined) throw new EngineError(misfit);
    }
    const logits = (await inSlices(open.run(groups.flat()), { sliceMs, signal })).values();
    return answer(groups.map((group) => group.map(() => logits.next().value!)));
  }

  const release = () => {
    open?.release();
    open = undefined;
  };
  return Object.assign(ask, { card, kernels, bytes, release }) as Model;
}
