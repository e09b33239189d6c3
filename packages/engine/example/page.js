/** The page: a model is chosen and loaded once, and answers while one types. */
import { keepForOffline, keptFetch, keptModels } from "./offline.js";
import { showAnswer } from "./show-answer.js";

const at = (id) => document.getElementById(id);
const FIELDS = {
  "text-classification": ["text"],
  "token-classification": ["text"],
  "question-answering": ["question", "context"],
};

/** A newer choice ends the load before it, a newer question the run before it. */
let loading = new AbortController();
let asking = new AbortController();
let chosen;

const tell = (problem) => {
  at("problem").hidden = problem === undefined;
  at("problem").textContent = problem?.message ?? "";
};

async function choose(entry, { loadModel }) {
  loading.abort();
  asking.abort();
  loading = new AbortController();
  const { signal } = loading;
  chosen?.model.release();
  chosen = undefined;
  tell();
  at("answer").replaceChildren();
  for (const id of ["figures", "offline"]) at(id).textContent = "";
  showFields(entry);
  const progress = at("progress");
  progress.hidden = false;
  progress.removeAttribute("value");
  const since = performance.now();
  try {
    const model = await loadModel(entry.folder, {
      version: entry.version,
      signal,
      fetch: keptFetch,
      onProgress: ({ loadedBytes, totalBytes }) => {
        progress.value = loadedBytes / totalBytes;
      },
    });
    chosen = { model, entry, loadMs: performance.now() - since };
    progress.hidden = true;
    await answer();
    await showOffline(entry);
  } catch (error) {
    if (!signal.aborted) {
      tell(error);
      progress.hidden = true;
      await keptModels.forget(entry.folder); // what was kept may be what is wrong
    }
  }
}

function showFields({ task, example }) {
  at("inputs").replaceChildren(
    ...FIELDS[task].map((name) => {
      const area = Object.assign(document.createElement("textarea"), { name, value: example[name] });
      area.rows = name === "context" ? 4 : 2;
      const label = Object.assign(document.createElement("label"), { className: "text" });
      label.append(name, area);
      return label;
    }),
  );
}

async function answer() {
  if (chosen === undefined) return;
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const { model, entry, loadMs } = chosen;
  const given = Object.fromEntries(new FormData(at("inputs")));
  if (Object.values(given).some((text) => text.trim() === "")) return at("answer").replaceChildren();
  const inputs = entry.task === "question-answering" ? given : given.text;
  try {
    const since = performance.now();
    const answers = await model(inputs, { task: entry.task, signal });
    const ms = performance.now() - since;
    tell();
    at("answer").replaceChildren(...showAnswer(entry.task, given, answers));
    at("answer").dataset.answers = JSON.stringify(answers);
    at("figures").textContent =
      `answered in ${ms.toFixed(1)} ms; loaded in ${loadMs.toFixed(0)} ms; ${(model.bytes / 1e6).toFixed(1)} MB of memory, ` +
      `${(model.card.parameters / 1e6).toFixed(1)} million parameters, ${model.kernels} SIMD kernels (${model.card.id})`;
  } catch (error) {
    if (!signal.aborted) tell(error);
  }
}

async function showOffline({ folder }) {
  const kept = await keepForOffline(folder);
  at("offline").textContent = kept.works
    ? "Page and model are kept: this works without a network from now on."
    : `This works only with a network: ${kept.reason}.`;
}

async function start() {
  const engine = await import("./engine/browser.js");
  const entries = await (await fetch("models.json")).json();
  await keptModels.forgetAllBut(entries.map(({ folder }) => folder));
  at("models").append(
    ...entries.map((entry, i) => {
      const choice = Object.assign(document.createElement("input"), { type: "radio", name: "model", checked: i === 0 });
      choice.addEventListener("change", () => choose(entry, engine));
      const label = document.createElement("label");
      label.append(choice, ` ${entry.title}`);
      return label;
    }),
  );
  at("inputs").addEventListener("input", answer);
  at("inputs").addEventListener("submit", (event) => event.preventDefault());
  await choose(entries[0], engine);
}

start().catch(tell);
