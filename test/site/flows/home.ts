/** The first view: a sentence on a teacher and its students, on the server, in the browser, and without a network. */
import { expect, test } from "vitest";
import type { Browser } from "../browser.ts";
import type { Place } from "../place.ts";

const cards = (tab: Browser) =>
  tab.evaluate<string[]>(`[...document.querySelectorAll(".side-by-side li")].map((card) => card.innerText)`);

export const homeFlows = (place: () => Place) => {
  test("home: a sentence is answered by the teacher and its students side by side", async () => {
    const tab = await place().tab();
    await tab.goto("/");
    await tab.shows(/students? agrees? with the teacher|No student agrees/);
    const [teacher, ...students] = await cards(tab);
    expect(teacher!.split(/\s*\n+/)).toEqual([
      "sst2-teacher teacher",
      expect.stringMatching(/^23 MB · accuracy 0\.\d+ \(0\.\d+ to 0\.\d+\)$/),
      expect.stringMatching(/^(positive|negative)$/),
      expect.stringMatching(/^\d+\.\d %$/),
      expect.stringMatching(/^\d+(\.\d)? ms with the way to the server$/),
    ]);
    expect(students).toHaveLength(2); // the third is surpassed by one of them
    for (const student of students) expect(student).toMatch(/times smaller[\s\S]*(agrees|disagrees) · \d+(\.\d)? ms/);

    await tab.fill("Text", "a waste of two hours\na small wonder");
    await tab.shows("agrees on");
    expect(await tab.evaluate("location.search")).toContain("text=a+waste");
    // The address is the view: whoever opens it sees the same.
    const other = await place().tab();
    await other.goto(await tab.evaluate("location.pathname + location.search"));
    await other.shows("agrees on");
    expect(await other.evaluate("document.querySelector('textarea').value")).toBe(
      "a waste of two hours\na small wonder",
    );
    expect(await tab.strangers()).toEqual([]);
  });

  test("home: a blank text gets a sentence and keeps the form; unknown names in the address are left out", async () => {
    const tab = await place().tab();
    await tab.goto("/?task=nope&model=nope&model=sst2-teacher");
    await tab.shows("sst2-teacher", ".side-by-side");
    expect(await cards(tab)).toHaveLength(1);
    await tab.fill("Text", "  ");
    await tab.shows("Text is blank: write something to ask.");
    await tab.fill("Text", "a".repeat(40_000));
    await tab.shows(/32768|32,768/, ".side-by-side");
  });

  test("home: fields are those of the task that the address names, whichever way one comes to it", async () => {
    const tab = await place().tab();
    await tab.goto("/?task=squad/v1.1&text=not+of+this+task");
    await tab.has(".side-by-side mark");
    await tab.press("Try");
    await tab.shows(/students? agrees? with the teacher|No student agrees/);
    expect(await tab.count("textarea")).toBe(1);
    await tab.evaluate("history.back()");
    await tab.has(".side-by-side mark");
    expect(await tab.count("textarea")).toBe(2);
    await tab.goto("/?model=nope"); // a link from elsewhere
    await tab.shows(/students? agrees? with the teacher|No student agrees/);
  });

  test("home: models run in the browser, and go on without a network", async () => {
    const tab = await place().tab();
    await tab.goto("/?where=browser&model=sst2-kronecker-19x&model=sst2-svd-19x&text=a+warm%2C+funny+film");
    const fetched = `performance.getEntriesByType("resource").filter(({ name }) => name.includes("/files/")).length`;
    await tab.has("button.main");
    expect(await tab.evaluate(fetched)).toBe(0); // nobody has asked for megabytes yet
    await tab.press("Fetch 2.7 MB and ask here");
    await tab.shows("they answer without a network from now on");
    expect(await cards(tab)).toEqual([
      expect.stringMatching(/positive[\s\S]* ms\s+here/),
      expect.stringMatching(/positive/),
    ]);
    const { label, score } = await (
      await fetch(`${place().url}/models/sst2-kronecker-19x`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ inputs: "a warm, funny film" }),
      })
    )
      .json()
      .then((answer) => (answer as { label: string; score: number }[][])[0]![0]!);
    expect((await cards(tab))[0]).toContain(`${label}`);
    expect((await cards(tab))[0]).toContain(`${(score * 100).toFixed(1)} %`);

    const ready = "navigator.serviceWorker.ready.then(({ active }) => active.state)";
    await expect.poll(() => tab.evaluate(ready)).toBe("activated");
    await place().offline(true);
    try {
      await tab.goto("/?where=browser&model=sst2-kronecker-19x&text=dull+and+far+too+long");
      await tab.shows("negative", ".side-by-side");
      await expect(fetch(`${place().url}/v1/models`).then(({ status }) => status)).resolves.toBe(200); // the server is there, the browser's network is not
      await tab.goto("/?model=sst2-kronecker-19x&text=dull");
      await tab.shows("The server does not answer");
    } finally {
      await place().offline(false);
    }
  });

  test("home: spans stand marked in their text, an answer in its context", async () => {
    const tab = await place().tab();
    await tab.goto("/?task=wikiann/en&text=Ada+Lovelace+lived+in+London.");
    await tab.has(".side-by-side mark");
    expect(
      await tab.evaluate("[...document.querySelectorAll('.side-by-side mark')].map((mark) => mark.innerText).join()"),
    ).toMatch(/Lovelace (PER|ORG|LOC) \d+ %/);
    await tab.goto("/?task=squad/v1.1");
    await tab.has(".side-by-side mark");
  });
};
