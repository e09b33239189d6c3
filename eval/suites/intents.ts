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

/** Types of slots in train and validation set. */
const SNIPS_SLOTS = `album artist best_rating city condition_description condition_temperature country cuisine current_location
  entity_name facility genre geographic_poi location_name movie_name movie_type music_item object_location_type
  object_name object_part_of_series_type object_select object_type party_size_description party_size_number
  playlist playlist_owner poi rating_unit rating_value restaurant_name restaurant_type served_dish service sort
  spatial_relation state timeRange track year`;

const ATIS_SLOTS = `aircraft_code airline_code airline_name airport_code airport_name arrive_date.date_relative arrive_date.day_name
  arrive_date.day_number arrive_date.month_name arrive_date.today_relative arrive_time.end_time
  arrive_time.period_mod arrive_time.period_of_day arrive_time.start_time arrive_time.time
  arrive_time.time_relative city_name class_type connect cost_relative day_name day_number days_code
  depart_date.date_relative depart_date.day_name depart_date.day_number depart_date.month_name
  depart_date.today_relative depart_date.year depart_time.end_time depart_time.period_mod
  depart_time.period_of_day depart_time.start_time depart_time.time depart_time.time_relative economy fare_amount
  fare_basis_code flight_days flight_mod flight_number flight_stop flight_time fromloc.airport_code
  fromloc.airport_name fromloc.city_name fromloc.state_code fromloc.state_name meal meal_code meal_description mod
  month_name or period_of_day restriction_code return_date.date_relative return_date.day_name
  return_date.day_number return_date.month_name return_date.today_relative return_time.period_mod
  return_time.period_of_day round_trip state_code state_name stoploc.airport_name stoploc.city_name
  stoploc.state_code time time_relative today_relative toloc.airport_code toloc.airport_name toloc.city_name
  toloc.country_name toloc.state_code toloc.state_name transport_type`;

/** Both tags of each type, also where no row begins or continues a slot of it. */
const slotTags = (types: string): string[] =>
  types
    .split(/\s+/)
    .flatMap((type) => [`B-${type}`, `I-${type}`])
    .concat("O")
    .sort();

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
    slots: slotTags(SNIPS_SLOTS),
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
    slots: slotTags(ATIS_SLOTS),
    metrics: METRICS,
    file: "intent/atis/valid.jsonl.gz",
    idPrefix: "atis-valid",
    licence: "LDC; research use",
    source: "ATIS (Hemphill et al. 1990), the split of Goo et al. 2018; valid",
  },
];
