import { useTitle } from "../../parts/title.ts";

export default function Experiments() {
  useTitle("Experiments");
  return <h1>Experiments</h1>;
}
