/**
 * Writes `requests.csv`, the rows of the walk in ../your-own-model.md: what people ask the front desk of a workshop where bicycles are mended
 * and tools are lent. Every sentence is of our own, put together from openings, matters and endings, each combination at most once.
 *
 *     node docs/your-own-model/write-requests.ts
 */
import { writeFile } from "node:fs/promises";
import { seededRandom, shuffle } from "../../trainer/data/random.ts";

const OPENINGS = ["", "hello, ", "hi there, ", "sorry to bother you, ", "quick question: ", "good evening, "];
const ENDINGS = ["", " please", ", thanks", " if that is all right", " as soon as you can", ", it is a bit urgent"];

const MATTERS = {
  opening_hours: [
    "when do you open on Saturdays",
    "how late is the workshop open tonight",
    "are you closed over the holidays",
    "is anybody there on Sunday mornings",
    "what time does the lending desk close",
    "do you still open at nine",
    "until when can I come by today",
    "is the yard open before work hours",
    "will you be open on the first of May",
    "which days are you shut in winter",
  ],
  book_repair: [
    "I want to bring in my bike for new brakes",
    "can somebody look at my gears on Thursday",
    "my chain keeps slipping, when can you mend it",
    "I need a slot to get a wheel straightened",
    "could I book a repair for a broken spoke",
    "the back tyre loses air, can I come in tomorrow",
    "please put me down for a full service next week",
    "the light does not work any more, is there time to fix it on Friday",
    "I would like an appointment for a wobbly pedal",
    "can you fit a new saddle before the weekend",
  ],
  borrow_tool: [
    "do you have a torque wrench that I could borrow",
    "I would like to take home a drill for two days",
    "is the big pump free this weekend",
    "can I borrow the repair stand until Monday",
    "I need a soldering iron for an evening",
    "could you lend me a set of small screwdrivers",
    "is anybody using the saw on Wednesday",
    "please keep the hand plane for me",
    "can members take the bench grinder home",
    "I am looking for a hex key of four millimetres to use at home",
  ],
  lost_item: [
    "I think I left my gloves on the bench yesterday",
    "did anybody find a red scarf",
    "my keys must have fallen out near the lathe",
    "has a phone with a cracked screen been handed in",
    "I lost an earring in the yard",
    "somebody took my blue helmet by mistake",
    "is there a box for things that were found",
    "my rucksack is gone since the evening course",
    "I forgot a notebook with drawings at your place",
    "have you seen a grey umbrella",
  ],
  membership: [
    "how much is it to become a member",
    "I want to end my membership in June",
    "is there a lower fee for students",
    "can my daughter be on my card, too",
    "please send me the bill for this year",
    "how do I change the address on my account",
    "does the yearly fee include the courses",
    "I have not got my new card yet",
    "can I pause my subscription while I am abroad",
    "may I pay the fee every month",
  ],
} as const;

/** Of each matter with its openings and endings so many. */
const OF_EACH = 8;

const random = seededRandom(24);
const rows = Object.entries(MATTERS).flatMap(([intent, matters]) =>
  matters.flatMap((matter) => {
    const ways = OPENINGS.flatMap((opening) => ENDINGS.map((ending) => `${opening}${matter}${ending}`));
    return shuffle(ways, random)
      .slice(0, OF_EACH)
      .map((text): [string, string] => [text, intent]);
  }),
);
const quoted = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const lines = shuffle(rows, random).map((row) => row.map(quoted).join(","));
await writeFile(new URL("requests.csv", import.meta.url), `${["text,intent", ...lines].join("\n")}\n`);
