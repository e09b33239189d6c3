/** Texts that tests perturb, written for them, and strings of everything that is hard to cut. */
import { createRandom, type Random } from "../statistics/random.ts";
import { pick } from "./choose.ts";

export const SENTENCES = [
  "The bridge across the northern valley was finished in the spring of 1907.",
  "It's a quiet, generous film, and I don't regret a minute of it.",
  "it 's a quiet , generous film , and i do n't regret a minute of it .",
  "The waiter wasn't rude; he simply did not notice us for an hour!",
  "Why can't the committee decide? They have had three meetings already.",
  "Nothing works without a proper introduction, and nobody cared to write one.",
  "We cannot recommend the hotel, although the breakfast was remarkably good.",
  "Write to support@example.org or see https://example.org/help?page=2 for details.",
  "@miriam thanks for the tickets :-) #bestday ever, see you at 7:30 <3",
  "The parser read 3.5 MB in 1,200 ms, i.e. 2.9 MB/s on version 10.4.2.",
  "THE WHOLE NOTICE WAS WRITTEN IN CAPITAL LETTERS AND NOBODY READ IT.",
  "Professor Okonkwo met Ms. Lindqvist in Rotterdam before the conference.",
  "You're right that they'll win; we've seen it before and I'm sure.",
  "He is going to be late, but it is not a problem and they will wait.",
  "The note on the table was not able to explain her sudden journey.",
  "un petit café très agréable, où l'on mange bien pour 12 €",
  "Die Straße war gesperrt, weil die Brücke über den Fluss erneuert wurde.",
  "Очень хороший фильм, хотя и немного затянутый в середине.",
  "Πολύ καλή ταινία, αν και λίγο μεγάλη στο τέλος.",
  "这部电影很好看，但是结尾有点长。",
  "この映画はとても面白かったです。",
  "فيلم جميل جدا لكنه طويل قليلا",
  "סרט יפה מאוד אבל קצת ארוך",
  "यह फ़िल्म बहुत अच्छी थी लेकिन थोड़ी लंबी थी",
  "หนังเรื่องนี้ดีมากแต่ยาวไปหน่อย",
  "The family 👨‍👩‍👧‍👦 waved 👋🏽 from the boat 🇳🇱 and we waved back!",
  "Zoe\u0308 and Andre\u0301 were late; their nai\u0308ve cafe\u0301 plan failed completely.",
  "film",
  "no",
  "Great.",
  "...",
  "?!",
  "  two spaces   in front, and\ttabs\r\nand lines  ",
  '"But they never climbed down again," she whispered (twice).',
  "<br />The plot is thin &amp; the actors look tired.<br />",
];

const PIECES = [
  ..."abcdeistuvwxyzABCDRSTZ",
  ..."0123456789.,;:!?'’\"()[]-_@#/<>&",
  ..." \t\n\u00a0",
  ..."éßİıſŉΣςжЯ",
  ..."漢字かなアع هשनीकთ",
  ..."\u0301\u0308\u20e3\ufe0f\u200b\u200c\u200d\ufeff\u00ad\u202e",
  ..."😀👍🏽𝐚𝔘",
  ..."👨‍👩‍👧 🇳🇱 क्‍ष e\u0301\u0323 \r\n".split(" "),
  ..."word together not don't n't can can't it is a do not will have been 's".split(" "),
];

/** Seeded strings without sense. */
export function fuzz(count: number, seed = 1): string[] {
  const random: Random = createRandom(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + random.below(40) }, () => pick(PIECES, random) + (random.below(4) ? "" : " ")).join(""),
  );
}

export const TEXTS = [...SENTENCES, ...fuzz(400)];
