import { useTitle } from "../../parts/title.ts";

export default function Evaluation() {
  useTitle("Evaluation");
  return <h1>Evaluation</h1>;
}
