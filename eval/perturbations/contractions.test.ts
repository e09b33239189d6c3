import { expect, test } from "vitest";
import { createRandom } from "../statistics/random.ts";
import { contractions } from "./contractions.ts";
import { TEXTS } from "./fixtures/texts.ts";
import { perturbText } from "./perturb-text.ts";

const changed = (text: string) => perturbText(text, contractions, createRandom(1)).text;

test.each([
  ["I do not know.", "I don't know."],
  ["It is a film that was not seen.", "It's a film that wasn't seen."],
  ["We will not go, and they are not sorry.", "We won't go, and they aren't sorry."],
  ["We cannot say.", "We can't say."],
  ["They have been here and I am sure they will stay.", null],
  ["You are very kind and she is really late.", "You're very kind and she's really late."],
  ["it is a slow film , but i do not mind .", "it 's a slow film , but i do n't mind ."],
  ["DO NOT ENTER. I AM NOT HERE.", "DON'T ENTER. I'M NOT HERE."],
  ["Do not enter. That is not easy.", "Don't enter. That isn't easy."],
  ["Won’t say. He does not lie.", null],
  ["They’ve gone; we are going, too.", "They have gone; we’re going, too."],
])("%s <-> %s", (text, contracted) => {
  const once = changed(text);
  if (contracted !== null) expect(once).toBe(contracted);
  expect(once).not.toBe(text);
  expect(changed(once)).toBe(text);
});

test.each([
  "Don't you think so?", // do not you
  "Why can't the others come?",
  "Isn't it late?",
  "Jane's dog and the film 's end.", // a genitive
  "It's been long, he's gone, she'd left.", // has, had
  "That is what it is.",
  "I am.",
  "They can not only run but fly.",
  "I have a dog.",
  "Didn't Jane leave?",
  "ain't",
])("leaves alone what has no exact other form: %s", (text) => {
  expect(changed(text)).toBe(text);
});

test("negations stay as many as they were", () => {
  const negations = (text: string) =>
    text.match(/n['’]t(?!\p{L})|(?<!\p{L})not(?!\p{L})|(?<=(?<!\p{L})can)not(?!\p{L})/giu)?.length ?? 0;
  for (const text of TEXTS) expect(negations(changed(text))).toBe(negations(text));
});
