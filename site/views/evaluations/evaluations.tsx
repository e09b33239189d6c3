import { useTitle } from "../../parts/title.ts";

export default function Evaluations() {
  useTitle("Evaluations");
  return <h1>Evaluations</h1>;
}
