import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { createApp } from "../app.ts";
import { sleep } from "../runtime/turns.ts";
import { publish } from "../test/artefacts.ts";

/** The test's bucket, far away: weights take `delayMs` longer to come. */
const farBucket = (delayMs: number) =>
  new Proxy(env.BUCKET, {
    get(bucket, name) {
      if (name !== "get") return Reflect.get(bucket, name).bind(bucket);
      return async (key: string) => {
        if (key.endsWith(".safetensors")) await sleep(delayMs);
        return bucket.get(key);
      };
    },
  });

test("a load of more than 10 s answers 503 with retry-after, and is done for who comes back", async () => {
  await publish("teacher");
  const app = createApp();
  const far = { ...env, BUCKET: farBucket(11_000) };
  const ask = () =>
    app.request(
      "/models/tiny-teacher",
      { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ inputs: "fine" }) },
      far,
    );
  const [first, second] = await Promise.all([ask(), ask()]);
  for (const response of [first!, second!]) {
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    expect(await response.json()).toMatchObject({
      type: "model-loading",
      detail: "The model tiny-teacher is still loading.",
    });
  }
  // On a busy machine the session takes long to make, and 503 may come once more.
  await expect.poll(async () => (await ask()).status).toBe(200);
});
