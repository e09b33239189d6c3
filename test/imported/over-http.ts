/** Logits over HTTP, by the Open Inference Protocol: of one text at a time, so that none has padding. */
import type { Encoding } from "../../r2-assets/format/tokenizer.ts";

interface Answer {
  outputs: { data: number[] }[];
}

/** `[encodings][logits]`. Throws with the answer where it is none. */
export async function overHttp(
  url: string,
  id: string,
  encodings: readonly Pick<Encoding, "ids" | "typeIds">[],
): Promise<Float32Array[]> {
  const answers: Float32Array[] = [];
  for (const { ids, typeIds } of encodings) {
    const tensor = (name: string, data: ArrayLike<number>) => ({
      ...{ name, datatype: "INT64", shape: [1, ids.length], data: [...Array.from(data)] },
    });
    const inputs = [
      tensor("input_ids", ids),
      tensor(
        "attention_mask",
        Array.from(ids, () => 1),
      ),
      tensor("token_type_ids", typeIds),
    ];
    answers.push(await asked(`${url}/v2/models/${id}/infer`, JSON.stringify({ inputs })));
  }
  return answers;
}

/** A model that is still loading is asked again. */
async function asked(address: string, body: string): Promise<Float32Array> {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body });
    if (answer.ok) return Float32Array.from(((await answer.json()) as Answer).outputs[0]!.data);
    const text = await answer.text();
    if (answer.status !== 503 || attempt === 30) throw new Error(`${address}: ${answer.status} ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}
