import type { ComponentChildren } from "preact";
import type { Card, Imported, Training } from "../../../r2-assets/format/card.ts";
import { modelPath } from "../../address.ts";
import { count, fraction, megabytes } from "../../format.ts";
import { Snippet } from "../../parts/snippet.tsx";
import { duration } from "./words.ts";

const STORAGES = { f32: "32-bit floats", f16: "16-bit floats", i8: "8-bit integers with scales" } as const;

type Fact = [name: string, fact: ComponentChildren];

/** What its card says. */
export function Facts({ card, version }: { card: Card; version: string }) {
  const { training, imported, teacher, base_model } = card;
  const facts: Fact[] = [
    ["Version", <code key="version">{version}</code>],
    ["Method", card.method],
    ["Task", card.task.replace("-", " ")],
    ["Labels", `${card.labels.slice(0, 12).join(", ")}${card.labels.length > 12 ? `, … (${card.labels.length})` : ""}`],
    [
      "Teacher",
      teacher ? (
        <a href={modelPath(`${teacher.id}@${teacher.version}`)}>
          {teacher.id}@{teacher.version}
        </a>
      ) : (
        "none"
      ),
    ],
    ["Architecture", shapeOf(card.architecture)],
    ["Parameters", count(card.parameters)],
    ["Weights", `${megabytes(card.bytes)} of ${STORAGES[card.storage]}`],
    ["Longest text", `${card.max_length} tokens; what is longer is cut`],
    ["Licence", card.licence],
    ["Base model", `${base_model.name} (${base_model.licence}), from ${base_model.source}`],
    ["Trained on", trainedOn(training?.suites ?? [card.trained_on ?? "nothing that its source names"])],
    ...(training ? factsOfTraining(training) : []),
    ...(imported ? factsOfImport(imported) : []),
  ];
  return (
    <section>
      <h2>What its card says</h2>
      <dl class="facts">
        {facts.map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      {training && <MakeItAgain training={training} />}
      <p>
        <a href={`/v1/models/${card.id}@${version}`}>The whole card, as JSON</a>
      </p>
    </section>
  );
}

const trainedOn = (suites: readonly string[]): string =>
  suites.length > 3 ? `${suites.slice(0, 3).join(", ")} and ${suites.length - 3} more` : suites.join(", ");

const factsOfTraining = (training: Training): Fact[] => [
  ...(training.subset ? [["Of that", training.subset] as Fact] : []),
  [
    "Training",
    `${training.epochs} epochs, ${count(training.steps)} steps, ${duration(training.wall_seconds)} on ${training.backend}, seed ${training.seed}`,
  ],
  ...(training.start ? [["Begun from", begunFrom(training.start)] as Fact] : []),
  ["On the development split", devOf(training.dev)],
  ["Code", <code key="code">{training.code}</code>],
  ["Data", digest(training.data_sha256)],
];

const begunFrom = (start: NonNullable<Training["start"]>): string =>
  "model" in start ? start.model : `${start.recipe}: ${count(start.tokens)} tokens of plain text`;

const factsOfImport = ({ from, model_class, sha256 }: Imported): Fact[] => [
  [
    "Imported from",
    `${from === "onnx" ? "an ONNX file" : "a Hugging Face folder"}${model_class ? `: ${model_class}` : ""}`,
  ],
  ["Its weights there", digest(sha256)],
];

const digest = (sha256: string) => (
  <code key={sha256} title={sha256}>
    sha256 {sha256.slice(0, 12)}…
  </code>
);

function MakeItAgain({ training: { teacher_logits, recipe } }: { training: Training }) {
  return (
    <>
      {teacher_logits && <Answers sources={teacher_logits.sources} />}
      <h3>Make it again</h3>
      <Snippet label="The command that trains it" code={`npx retort train ${recipe} --data DATA`} />
    </>
  );
}

type Sources = NonNullable<Training["teacher_logits"]>["sources"];

function Answers({ sources }: { sources: Sources }) {
  return (
    <>
      <h3>Answers that it learnt from</h3>
      <ul>
        {sources.map(({ name, file, answers, rows }) => (
          <li key={file}>
            {name}: {answers} for {count(rows)} texts, in <code>{file}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Each kind has sizes of its own; a new one is shown by its name until it has words here. */
function shapeOf(architecture: Card["architecture"]): string {
  switch (architecture.kind) {
    case "bert":
      return `BERT of ${architecture.encoder.layers} layers, ${architecture.encoder.width} wide`;
    case "bilstm":
      return `bidirectional LSTM of ${architecture.lstm.units} units a direction`;
    case "onnx":
      return `a graph that ${architecture.producer ?? "somebody"} wrote, of opset ${architecture.opset}, which only onnxruntime runs`;
  }
}

const devOf = (dev: Record<string, number>): string =>
  Object.entries(dev)
    .filter(([name]) => name !== "epoch" && name !== "step")
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${fraction(value)}`)
    .join(", ");
