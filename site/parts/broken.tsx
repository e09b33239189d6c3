/** What stands where a view can't be shown, so that nobody looks at an empty page. */
import { Component, type ComponentChildren } from "preact";
import { Problem } from "./answered.tsx";

/** Of parts that are fetched when they are looked at; a release takes the old ones away while old pages are open. */
export const NOT_FETCHED = "A part of this page can't be fetched: the server has a newer release, or doesn't answer.";

const anew = () => location.reload();

const Anew = () => (
  <p>
    <button type="button" onClick={anew}>
      Load the page anew
    </button>
  </p>
);

/** In place of a view whose code did not come. */
export const NotFetched = () => (
  <>
    <h1>This view isn't here</h1>
    <Problem why={NOT_FETCHED} />
    <Anew />
  </>
);

interface Props {
  /** Another address is another attempt. */
  url: string;
  children: ComponentChildren;
}

/** Says that what is in it failed, instead of showing nothing. */
export class Guard extends Component<Props, { why: string | null }> {
  override state = { why: null };

  override componentDidCatch(error: unknown) {
    console.error(error);
    this.setState({ why: error instanceof Error ? error.message : String(error) });
  }

  override componentDidUpdate(before: Props) {
    if (this.state.why !== null && before.url !== this.props.url) this.setState({ why: null });
  }

  override render({ children }: Props, { why }: { why: string | null }) {
    if (why === null) return children;
    return (
      <>
        <h1>This view failed</h1>
        <Problem why={`The page made a mistake here: ${why}`} />
        <Anew />
      </>
    );
  }
}
