import { useTitle } from "../../parts/title.ts";

export default function Comparison() {
  useTitle("Comparison");
  return <h1>Comparison</h1>;
}
