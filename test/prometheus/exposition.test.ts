import { expect, test } from "vitest";
import { exposition } from "../../worker/metrics/exposition.ts";
import { parsePrometheus } from "./parse-prometheus.ts";

test("what is written is what prometheus_client reads, whatever the labels hold", async () => {
  const labels = { route: '/a"b\\c\nd', model: "Grüße 🙂 {x}, y=" };
  const text = exposition([
    {
      name: "retort_requests_total",
      help: "Two\nlines \\ and a half.",
      type: "counter",
      samples: [
        { labels, value: 3 },
        { labels: { route: "", model: "" }, value: 1e21 },
      ],
    },
    { name: "retort_nothing", help: "Has no sample.", type: "gauge", samples: [] },
    { name: "retort_ratio", help: "One number.", type: "gauge", samples: [{ value: -0.125 }] },
  ]);
  expect(text.endsWith("\n")).toBe(true);
  expect(await parsePrometheus(text)).toEqual([
    {
      name: "retort_requests",
      type: "counter",
      help: "Two\nlines \\ and a half.",
      samples: [
        { name: "retort_requests_total", labels, value: 3 },
        { name: "retort_requests_total", labels: { route: "", model: "" }, value: 1e21 },
      ],
    },
    {
      name: "retort_ratio",
      type: "gauge",
      help: "One number.",
      samples: [{ name: "retort_ratio", labels: {}, value: -0.125 }],
    },
  ]);
});
