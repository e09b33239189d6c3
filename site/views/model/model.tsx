import { useTitle } from "../../parts/title.ts";

export default function Model() {
  useTitle("Model");
  return <h1>Model</h1>;
}
