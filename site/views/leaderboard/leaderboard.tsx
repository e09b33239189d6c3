import { useTitle } from "../../parts/title.ts";

export default function Leaderboard() {
  useTitle("Leaderboard");
  return <h1>Leaderboard</h1>;
}
