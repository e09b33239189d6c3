/** In workerd, too, published models answer with the bits that are recorded (`test/engines`, which asks Node and, by hand, other places). */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { openTokenizer } from "../../../r2-assets/format/artefact-check.ts";
import type { Card } from "../../../r2-assets/format/card.ts";
import { CARD_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../../r2-assets/format/keys.ts";
import { examine, type Subject } from "../../../test/engines/body.ts";
import { ADVICE, differences, givenTo } from "../../../test/engines/hashes.ts";
import { SAMPLE } from "../../../test/engines/sample.ts";
import { textsFor } from "../../../test/engines/texts.ts";
import plain from "./kernels/plain.wasm";
import relaxed from "./kernels/relaxed.wasm";

async function published(name: string): Promise<Subject> {
  const [json, tokens, weights] = await Promise.all(
    [CARD_FILE, TOKENIZER_FILE, WEIGHTS_FILE].map(async (file) => {
      const response = await env.TEST_MODELS.fetch(`http://disk/models/${name}/${file}`);
      if (!response.ok) throw new Error(`no ${file} of ${name}: ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    }),
  );
  const card = JSON.parse(new TextDecoder().decode(json)) as Card;
  const opened = openTokenizer(card, tokens!);
  if (opened.kind === "unusable") throw new Error(opened.reason);
  return { name, card, weights: weights!, texts: textsFor(card, opened.tokenizer) };
}

test("a model of each kind answers with the bits that are recorded, in both binaries and every batch", async () => {
  for (const name of SAMPLE) {
    const subject = await published(name);
    const seen = await examine({ plain, relaxed }, subject);
    expect(differences(subject, await givenTo(subject), seen), ADVICE).toEqual([]);
  }
});
