/** Answers as elements, by task. */

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const percent = (score) => `${(100 * score).toFixed(1)} %`;

export function showAnswer(task, given, answers) {
  switch (task) {
    case "text-classification":
      return answers[0].map(({ label, score }) =>
        element(
          "div",
          { className: "row" },
          element("span", {}, label),
          element("meter", { value: score, title: percent(score) }),
          element("span", { className: "number" }, percent(score)),
        ),
      );
    case "token-classification":
      return marked(given.text, answers, ({ entity_group, score }) => `${entity_group} ${percent(score)}`);
    case "question-answering":
      return [
        element("p", {}, element("strong", {}, answers.answer), ` ${percent(answers.score)}`),
        element("p", {}, ...marked(given.context, [answers], () => "")),
      ];
  }
}

/** A text with its places marked, which follow one another. */
function marked(text, places, note) {
  let end = 0;
  const parts = places.flatMap((place) => {
    const before = text.slice(end, place.start);
    end = place.end;
    const words = text.slice(place.start, place.end);
    return [before, element("mark", {}, words, " ", element("small", {}, note(place)))];
  });
  return [...parts, text.slice(end)];
}
