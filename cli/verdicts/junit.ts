import { type Judged, outcomeOf, sentence } from "./judged.ts";

/** What of a comparison stands over its verdicts. */
export interface JUnitAbout {
  suite: string;
  metric: string;
  /** When it was judged. */
  at: Date;
}

/**
 * Verdicts as JUnit XML: a `testsuite` with one `testcase` a student, `failure` where it is worse, `skipped` where it is not
 * decided, the sentence as message, and the figures as properties of the suite, where every schema has them.
 *
 * Valid by the schema of Ant (windyroad's JUnit.xsd, which wants all of these attributes in this order of elements).
 */
export function junit(judged: readonly Judged[], { suite, metric, at }: JUnitAbout): string {
  const suites = judged.flatMap((one, id) => {
    const outcome = outcomeOf(one);
    const name = one.student.model;
    return [
      `  <testsuite${attributes({
        ...{
          name: `${suite} ${metric}: ${name}`,
          package: "retort.compare",
          id,
          timestamp: at.toISOString().slice(0, 19),
        },
        ...{ hostname: "localhost", tests: 1, failures: Number(outcome === "worse"), errors: 0 },
        ...{ skipped: Number(outcome === "not decided"), time: 0 },
      })}>`,
      "    <properties>",
      ...Object.entries(propertiesOf(one, suite, metric)).map(
        ([key, value]) => `      <property${attributes({ name: key, value })}/>`,
      ),
      "    </properties>",
      ...testcase(one, suite, metric).map((line) => `    ${line}`),
      "    <system-out/>",
      "    <system-err/>",
      "  </testsuite>",
    ];
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", ...suites, "</testsuites>", ""].join("\n");
}

function testcase(one: Judged, suite: string, metric: string): string[] {
  const open = `<testcase${attributes({ classname: `retort.compare ${suite} ${metric}`, name: one.student.model, time: 0 })}`;
  const message = sentence(one);
  switch (outcomeOf(one)) {
    case "good enough":
      return [`${open}/>`];
    case "worse":
      return [
        `${open}>`,
        `  <failure${attributes({ message, type: "worse" })}>${escaped(message)}</failure>`,
        "</testcase>",
      ];
    case "not decided":
      return [`${open}>`, `  <skipped${attributes({ message })}/>`, "</testcase>"];
  }
}

function propertiesOf(one: Judged, suite: string, metric: string): Record<string, string | number> {
  const { student, value, n } = one;
  const about = { suite, metric, model: student.model, version: student.version, run: student.run, value, rows: n };
  const verdict = one.kind === "judged" ? one.verdict : null;
  const figures = one.kind === "judged" && {
    ...{ against: one.against.model, against_run: one.against.run, margin: verdict?.margin, method: verdict?.method },
    ...{ level: verdict?.level, simultaneous_over: verdict?.simultaneous_over, loss: verdict?.loss },
    ...{ loss_low: verdict?.loss_bounds?.[0], loss_high: verdict?.loss_bounds?.[1], p_value: verdict?.p_value },
    rows_more: verdict?.rows_more,
  };
  const all = {
    ...about,
    verdict: one.kind === "judged" ? one.verdict.outcome : one.kind,
    ...figures,
    sentence: sentence(one),
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string | number] => entry[1] != null),
  );
}

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(`${value}`)}"`)
    .join("");

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Names are people's own: what XML reserves is escaped, what it can't hold is replaced. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
