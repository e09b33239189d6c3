import { expect, test } from "vitest";
import { ACCEPTED, GOOD, judged, OPEN, UNCHANGED, WORSE } from "./fixtures/judged.ts";
import { junit } from "./junit.ts";

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
}

/** Reads XML of elements, attributes and text. Throws where it isn't well-formed. */
function read(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [] };
  const open = [root];
  const token = /<\?xml[^>]*\?>|<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<>&]|&(?:amp|lt|gt|quot|apos|#\d+);)+/gy;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    if (match === null) throw new Error(`not well-formed at ${xml.slice(at, at + 40)}`);
    const [, closing, name, attributes = "", empty] = match;
    if (name === undefined) continue;
    if (closing) {
      if (open.pop()!.name !== name) throw new Error(`</${name}> closes another element`);
      continue;
    }
    const pairs = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!]);
    if (pairs.some(([, value]) => /&(?!(amp|lt|gt|quot|apos|#\d+);)/.test(value!))) throw new Error("a bare &");
    const element = { name, attributes: Object.fromEntries(pairs), children: [] };
    open.at(-1)!.children.push(element);
    if (!empty) open.push(element);
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)!.name}> is not closed`);
  return root.children[0]!;
}

const wanted = (element: Element) => [Object.keys(element.attributes).sort(), element.children.map(({ name }) => name)];
const about = { suite: 'own/<a> & "b"', metric: "accuracy", at: new Date("2026-11-29T23:17:22.123Z") };

test("all that Ant's schema requires, in its order, and nothing that it or Jenkins' doesn't know", () => {
  const root = read(junit([GOOD, WORSE, OPEN, UNCHANGED, ACCEPTED], about));
  expect([root.name, root.children.map(({ name }) => name)]).toEqual(["testsuites", new Array(5).fill("testsuite")]);
  const suite = ["errors", "failures", "hostname", "id", "name", "package", "skipped", "tests", "time", "timestamp"];
  root.children.forEach((element, id) => {
    expect(wanted(element)).toEqual([suite, ["properties", "testcase", "system-out", "system-err"]]);
    expect(element.attributes).toMatchObject({ id: `${id}`, tests: "1", timestamp: "2026-11-29T23:17:22" });
    const [properties, testcase] = element.children;
    for (const property of properties!.children) expect(wanted(property)).toEqual([["name", "value"], []]);
    expect(Object.keys(testcase!.attributes).sort()).toEqual(["classname", "name", "time"]);
  });
});

test("worse is a failure, not decided is skipped, with the sentence; everything else passes", () => {
  const suites = read(junit([GOOD, WORSE, OPEN, UNCHANGED, ACCEPTED], about)).children;
  const [, failed, skipped] = suites.map(({ children }) => children[1]!.children[0]);
  expect(failed).toMatchObject({
    name: "failure",
    attributes: { type: "worse", message: expect.stringMatching(/^worse: poor loses at least 0\.0312/) },
  });
  expect(skipped).toMatchObject({
    name: "skipped",
    attributes: { message: expect.stringContaining("4,216 rows more would decide") },
  });
  expect(suites.map(({ attributes }) => `${attributes.failures}${attributes.skipped}`)).toEqual([
    "00",
    "10",
    "01",
    "00",
    "00",
  ]);
  expect(suites.map(({ children }) => children[1]!.children.length)).toEqual([0, 1, 1, 0, 0]);
});

test("figures are properties, and absent where there are none", () => {
  const [good, still] = read(junit([GOOD, UNCHANGED], about)).children.map(({ children }) =>
    Object.fromEntries(children[0]!.children.map(({ attributes }) => [attributes.name, attributes.value])),
  );
  expect(good).toMatchObject({
    ...{ verdict: "good enough", margin: "0.01", loss: "0.001", loss_low: "-0.002", loss_high: "0.0042", rows: "872" },
    ...{ against: "teacher", against_run: "run-t", run: "run-good", suite: "own/&lt;a&gt; &amp; &quot;b&quot;" },
  });
  expect(Object.keys(still!)).toEqual([
    "suite",
    "metric",
    "model",
    "version",
    "run",
    "value",
    "rows",
    "verdict",
    "sentence",
  ]);
});

test("no name of people's own breaks it", () => {
  const name = `<b> & "q" 'a' \u0000\u0007 \ud800 ]]> \n\t é`;
  const root = read(junit([judged(name, { outcome: "worse" })], about));
  expect(root.children[0]!.children[1]!.attributes.name).toBe(
    "&lt;b&gt; &amp; &quot;q&quot; &apos;a&apos; \ufffd\ufffd \ufffd ]]&gt; &#10;&#9; é",
  );
});
