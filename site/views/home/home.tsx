import { useTitle } from "../../parts/title.ts";

export default function Home() {
  useTitle("Home");
  return <h1>Home</h1>;
}
