/** Whether this isolate can answer: a model has, since the last change of the manifest. */

import type { Env } from "../env.ts";
import { runEncodings } from "../pipelines/run-encodings.ts";
import { getModel, modelStoreOf } from "../runtime/models.ts";
import { createSharedLoads } from "../runtime/shared-loads.ts";
import type { ModelList } from "../storage/model-store.ts";

export type Readiness =
  | { ready: true; model: string } // `id@version`: what answered
  | { ready: false; reason: string }; // a sentence

/** What asks for readiness gives up itself after some seconds: kubelet's default is one, load balancers' five. */
const WAIT_MS = 3_000;
/** A probe that fails is followed by one of the next larger model: one damaged model takes no others down. */
const MOST_PROBED = 3;
/** Three tokens and two special ones, in any vocabulary that has letters. */
const SHORT_TEXT = "a b c";

/** What answered, by bucket, and under which manifest that was. Plain data, as all that crosses requests. */
const answered = new WeakMap<R2Bucket, { manifest: string; model: string }>();

const shareProbe = createSharedLoads<Readiness>({ waitMs: WAIT_MS, abandonMs: 30_000 });

/**
 * Ready once a model has answered. Where none has since the manifest was last seen to change, the smallest is asked one short text, and
 * what came of it is remembered where it answered. Takes 3 s at most: what loads longer goes on, and is found by who asks next. Never throws.
 *
 * The manifest is believed for 2 s (model-store.ts), so a release is noticed so much later.
 */
export async function readiness(env: Env): Promise<Readiness> {
  try {
    const list = await modelStoreOf(env).list();
    if (list.kind === "damaged") return { ready: false, reason: `${list.reason}.` };
    if (list.models.length === 0) return { ready: false, reason: "The bucket holds no model." };
    const manifest = fingerprint(list.models);
    const known = answered.get(env.BUCKET);
    if (known?.manifest === manifest) return { ready: true, model: known.model };
    const probe = await shareProbe(manifest, () => askSmallest(env, list.models));
    if (probe.kind === "waiting") return { ready: false, reason: "The smallest model is still loading." };
    if (probe.value.ready) answered.set(env.BUCKET, { manifest, model: probe.value.model });
    return probe.value;
  } catch (error) {
    console.error("readiness:", error);
    return { ready: false, reason: "The bucket could not be read." };
  }
}

type Models = Extract<ModelList, { kind: "found" }>["models"];

const fingerprint = (models: Models) => models.map(({ id, version }) => `${id}@${version}`).join(" ");

async function askSmallest(env: Env, models: Models): Promise<Readiness> {
  const store = modelStoreOf(env);
  const sized = await Promise.all(
    models.map(async ({ id, version }) => {
      const lookup = await store.card(id, version);
      return lookup.kind === "found" ? [{ ref: `${id}@${version}`, bytes: lookup.card.bytes }] : [];
    }),
  );
  const smallestFirst = sized.flat().sort((a, b) => a.bytes - b.bytes);
  let reason = "No model's card can be read.";
  for (const { ref } of smallestFirst.slice(0, MOST_PROBED)) {
    const failure = await failureOf(env, ref);
    if (failure === undefined) return { ready: true, model: ref };
    reason = failure;
  }
  return { ready: false, reason };
}

/** Undefined where the model answered with numbers. */
async function failureOf(env: Env, ref: string): Promise<string | undefined> {
  const lookup = await getModel(env, ref);
  if (lookup.kind !== "found") return `${ref} cannot answer: it is ${lookup.kind}.`;
  const { model } = lookup;
  try {
    const [logits] = await runEncodings(model, [model.tokenizer.encode(SHORT_TEXT)]);
    return logits!.every(Number.isFinite) ? undefined : `${ref} answered with what is no number.`;
  } catch (error) {
    console.error(`readiness of ${ref}:`, error);
    return `${ref} failed to answer.`;
  }
}
