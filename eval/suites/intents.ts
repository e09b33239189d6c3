/** What somebody asks an assistant for, with the slots of the request. */
import type { SuiteDescription } from "./suite-description.ts";

const METRICS: SuiteDescription["metrics"] = ["accuracy", "macro_f1", "slot_f1", "frame_accuracy", "ece", "brier"];

/** Of train and validation set; `#` joins intents of one request. */
const ATIS_INTENTS = [
  "abbreviation",
  "aircraft",
  "aircraft#atis_flight#atis_flight_no",
  "airfare",
  "airfare#atis_flight_time",
  "airline",
  "airline#atis_flight_no",
  "airport",
  "capacity",
  "cheapest",
  "city",
  "distance",
  "flight",
  "flight#atis_airfare",
  "flight_no",
  "flight_time",
  "ground_fare",
  "ground_service",
  "ground_service#atis_ground_fare",
  "meal",
  "quantity",
  "restriction",
].map((intent) => `atis_${intent}`);

export const intents: readonly SuiteDescription[] = [
  {
    id: "snips/valid",
    task: "text-classification",
    labels: [
      "AddToPlaylist",
      "BookRestaurant",
      "GetWeather",
      "PlayMusic",
      "RateBook",
      "SearchCreativeWork",
      "SearchScreeningEvent",
    ],
    metrics: METRICS,
    file: "intent/snips/valid.jsonl.gz",
    idPrefix: "snips-valid",
    licence: "CC0",
    source: "https://github.com/sonos/nlu-benchmark (Coucke et al. 2018), the split of Goo et al. 2018; valid",
  },
  {
    id: "atis/valid",
    task: "text-classification",
    labels: ATIS_INTENTS,
    metrics: METRICS,
    file: "intent/atis/valid.jsonl.gz",
    idPrefix: "atis-valid",
    licence: "LDC; research use",
    source: "ATIS (Hemphill et al. 1990), the split of Goo et al. 2018; valid",
  },
];
