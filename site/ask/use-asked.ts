/** A model asked anew whenever its question changes, a moment after the last key. */
import { useEffect, useState } from "preact/hooks";
import type { Task } from "../../packages/engine/src/index.ts";
import { useKey } from "../api/key.ts";
import { type Asked, askModel, type Input, type Where } from "./ask.ts";
import type { Named } from "./in-browser.ts";

export type Asking =
  | { kind: "idle" }
  | { kind: "loading"; share: number; last?: Asked }
  | { kind: "asking"; last?: Asked }
  | { kind: "failed"; why: string }
  | { kind: "there"; asked: Asked };

interface Question {
  models: readonly Named[];
  task: Task;
  inputs: readonly Input[];
  where: Where;
  /** Nothing is asked while this is false. */
  ready: boolean;
}

const PAUSE_MS = 300;

/** By model's id. The models are asked one after another, so that none is timed while another works. */
export function useAsked({ models, task, inputs, where, ready }: Question): Record<string, Asking> {
  const [states, setStates] = useState<Record<string, Asking>>({});
  const key = useKey();
  const question = JSON.stringify([models.map(({ id, version }) => [id, version]), task, inputs, where, ready]);
  // `question` is all of what is asked, by what it holds: lists that are made anew are no new question. The key goes along by itself.
  useEffect(() => {
    if (!ready) {
      setStates({});
      return;
    }
    const leaving = new AbortController();
    const { signal } = leaving;
    const tell = (id: string, state: Asking) => {
      if (!signal.aborted) setStates((before) => ({ ...before, [id]: state }));
    };
    setStates((before) => Object.fromEntries(models.map(({ id }) => [id, waiting(before[id])])));
    const timer = setTimeout(async () => {
      for (const model of models) {
        if (signal.aborted) return;
        const onProgress = (share: number) => tell(model.id, { kind: "loading", share });
        try {
          tell(model.id, { kind: "there", asked: await askModel(model, inputs, { task, where, signal, onProgress }) });
        } catch (error) {
          tell(model.id, { kind: "failed", why: error instanceof Error ? error.message : String(error) });
        }
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [question, key]);
  return states;
}

const waiting = (before: Asking | undefined): Asking => {
  if (before?.kind === "there") return { kind: "asking", last: before.asked };
  return before?.kind === "asking" ? before : { kind: "asking" };
};

/** What is shown: the newest answer, also while another is waited for. */
export const lastOf = (asking: Asking | undefined): Asked | undefined => {
  if (asking?.kind === "there") return asking.asked;
  return asking?.kind === "asking" || asking?.kind === "loading" ? asking.last : undefined;
};
