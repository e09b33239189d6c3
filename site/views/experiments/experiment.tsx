import { useTitle } from "../../parts/title.ts";

export default function Experiment() {
  useTitle("Experiment");
  return <h1>Experiment</h1>;
}
