import { useState } from "preact/hooks";
import type { Card } from "../../../r2-assets/format/card.ts";
import { Snippet } from "../../parts/snippet.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { snippetsOf, WAYS, type Way } from "./snippets.ts";

interface Props {
  card: Card;
  version: string;
  isCurrent: boolean;
}

/** Five lines that ask this model at this server. */
export function UseIt({ card, version, isCurrent }: Props) {
  const [way, setWay] = useState<Way>("curl");
  const ways = card.architecture.kind === "onnx" ? WAYS.filter((each) => each !== "In a browser") : WAYS;
  const { needs, code } = snippetsOf(card, { version, isCurrent, server: location.origin })[way];
  return (
    <section>
      <h2>Five lines to use it</h2>
      <Tabs label="Ways to ask it" names={ways} chosen={way} onChoose={setWay}>
        <p class="quiet">{needs}</p>
        <Snippet key={way} label={`Lines for ${way}`} code={code} />
      </Tabs>
    </section>
  );
}
