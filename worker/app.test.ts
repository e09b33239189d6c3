import { requestId } from "hono/request-id";
import { expect, test } from "vitest";
import { BehaviouralRow } from "../r2-assets/format/rows.ts";
import { newApi, onError } from "./http/api.ts";
import { get, post } from "./test/requests.ts";

test("the OpenAPI document names every inference path and the problem shape", async () => {
  const document = (await (await get("/openapi.json")).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { responses: Record<string, { content: object }> }>>;
  };
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(["/v1/models", "/v1/models/{id}", "/models/{id}", "/v1/compare"]),
  );
  expect(document.paths["/models/{id}"]!.post!.responses["404"]!.content).toEqual({
    "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
  });
});

test("the document tells the fields of every kind of row and of every kind of prediction", async () => {
  const { paths } = (await (await get("/openapi.json")).json()) as {
    paths: Record<string, Record<string, { description: string }>>;
  };
  const rows = paths["/v1/suites/{a}/{b}"]!.put!.description;
  const items = paths["/v1/submissions"]!.post!.description;
  for (const kind of ["text-classification", "text-regression", "token-classification", "question-answering"])
    for (const text of [rows, items]) expect(text).toContain(`- ${kind}: \`{id, `);
  for (const name of BehaviouralRow.keyof().options) expect(rows).toMatch(new RegExp(`behavioural: .*\\b${name}\\b`));
  for (const form of ["MFT: ", "INV: ", "DIR: `{label, change}`", "not_less", "not_more", "becomes"])
    expect(rows).toContain(form);
  expect(items).toContain("behavioural suites: `{id, labels}`");
});

test("a problem's title spells what it is about, and a long path is cut", async () => {
  const titleOf = async (body: string | Uint8Array) =>
    ((await (await post("/models/tiny-teacher", body)).json()) as { title: string }).title;
  expect(await titleOf("{")).toBe("Malformed JSON");
  expect(await titleOf(Uint8Array.of(0xff))).toBe("Malformed UTF-8");
  const { detail } = (await (await get(`/${"x".repeat(5000)}`)).json()) as { detail: string };
  expect(detail).toBe(`There is nothing at GET /${"x".repeat(99)}.`);
});

test("the reference page is served and reads the document", async () => {
  const response = await get("/docs");
  expect(response.headers.get("content-type")).toContain("text/html");
  expect(await response.text()).toContain("/openapi.json");
});

test("no page loads anything from another host", async () => {
  for (const path of ["/", "/docs"]) {
    const page = await (await get(path)).text();
    expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link![0])).toEqual(
      expect.arrayContaining(["/"]),
    );
    expect(page).not.toMatch(/(?:src|href)="(?!\/(?!\/))/);
  }
});

test("without scripts the first page says what can be asked", async () => {
  const page = await (await get("/")).text();
  for (const path of page.match(/(?<=<noscript>.*)href="[^"]*"/gs)!.map((link) => link.slice(6, -1)))
    expect([path, [200, 404].includes((await get(path)).status)]).toEqual([path, true]);
});

test("an unknown path is a problem with a request id, the client's own where it sent one", async () => {
  const response = await get("/nowhere", { "x-request-id": "abc-123" });
  expect(response.status).toBe(404);
  expect(response.headers.get("x-request-id")).toBe("abc-123");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(await response.json()).toEqual({
    type: "not-found",
    title: "Not found",
    status: 404,
    detail: "There is nothing at GET /nowhere.",
  });
});

test("what nobody foresaw leaves as a plain 500 without its message or stack", async () => {
  const app = newApi();
  app.onError(onError);
  app.use(requestId());
  app.get("/", () => {
    throw new Error("a secret detail");
  });
  const response = await app.request("/");
  expect(response.status).toBe(500);
  const body = await response.text();
  expect(body).not.toContain("secret");
  expect(body).not.toContain("app.test.ts");
  expect(JSON.parse(body)).toMatchObject({ type: "internal-error", status: 500 });
});
