/** Texts that an imported model is asked about where nobody brings rows: short and long, pairs, odd characters. Written for this. */

export const TEXTS: readonly string[] = [
  "Warm bread.",
  "No.",
  "What a day!",
  "The kettle boils before anyone asks for tea.",
  "I would not buy this lamp again, and I told them so.",
  "It rained, it hailed, and then the sun came out as if nothing had happened.",
  "Please move my appointment from Tuesday morning to Thursday at half past four.",
  "Nobody in the village could say when the clock had stopped, or whether it had ever gone.",
  "Play something slow by the band we heard in Lisbon last spring.",
  "The second act drags, the third one runs, and the last one never arrives.",
  "Book a table for two in Prague; window seat, no smoke, no music.",
  "My grandmother's garden had plums, quinces and one very old walnut tree.",
  "HOW OFTEN must I repeat myself???",
  "refund refund refund",
  "The patch fixes the crash, but the menu still flickers on older screens.",
  "Three of the seven samples were lost on the way to Geneva.",
  "She said 'perhaps'; he heard 'never'.",
  "Flight BX-204 leaves gate 17 at 06:45, not at 6.54.",
  "An honest, unhurried and quietly funny little book.",
  "He sold 1,250 chairs for $19.99 each, which is less than they cost him.",
  "Wie spät ist es in Köln, und warum fragt mich das jeder?",
  "Le café naïf était fermé à Noël.",
  "Zażółć gęślą jaźń, powiedziała Łucja.",
  "Где находится ближайшая аптека?",
  "今日は雨が降っています。",
  "오늘은 정말 바람이 많이 부네요.",
  "طقس اليوم جميل جدا",
  "Great 👍🏽 service, terrible 🍝, would come again 🙃",
  "e\u0301 and é look alike; ﬁ is one letter; Ａ is wide.",
  "supercalifragilisticexpialidocious antidisestablishmentarianism",
  "tab\tseparated\nlines and   many   blanks",
  "a#b@c.d/e?f=g&h[CLS] i [SEP] j [MASK]",
  `${"The old road follows the river for a mile, crosses it by a wooden bridge, and climbs to the mill. ".repeat(6)}There it ends.`,
  `${"Every report begins with the weather, goes on with the price of wheat, and closes with a complaint about the mayor. ".repeat(20)}`,
];

export const PAIRS: readonly (readonly [string, string])[] = [
  ["The shop opens at nine.", "At ten it is still shut."],
  ["Who painted the ceiling?", "The ceiling was painted in four years by one man and his helpers."],
  ["He likes pears.", "He likes pears."],
  ["Two dogs sleep under the cart.", "An animal is resting."],
  ["No train runs on Sundays.", "On Sundays one must walk."],
  ["Is the lake deep?", "É fundo, dizem."],
  [
    "Long first, short second: a letter that begins with its excuses and never quite reaches its point, as such letters do.",
    "Yes.",
  ],
  [
    "Yes.",
    `${"The second is long and says the same thing again and again, so that something must be cut. ".repeat(25)}`,
  ],
];

export const QUESTIONS: readonly { question: string; context: string }[] = [
  {
    question: "When does the market close?",
    context: "The market opens at six and closes at noon, except on feast days.",
  },
  {
    question: "Who repaired the organ?",
    context: "In 1741 the organ was repaired by Anna Weiss, a carpenter's daughter from Ulm, who took no money for it.",
  },
  {
    question: "How many bridges are there?",
    context: "The town has nine bridges. Four are of stone, three of iron, and two are closed.",
  },
  { question: "What colour is the door?", context: "Nothing is said of doors here." },
  {
    question: "Where was the map found?",
    context: "Found in a drawer in Kraków, the map (ink on vellum, 1612) shows the coast as it never was.",
  },
  { question: "Why?", context: "Because the well was dry." },
  {
    question: "What does the last house have?",
    context: `${"Along the lane stand houses of brick, each with a bench, a rose and a cat at the window. ".repeat(45)}The last house has a blue gate and no cat at all.`,
  },
];
