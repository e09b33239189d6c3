import type { SuiteSummary } from "../../api/models.ts";

/** What to do where a suite is known by its description, but its rows are not here. */
export function AbsentSuite({ suite: { id, status, source } }: { suite: SuiteSummary }) {
  if (status === "registering")
    return <p class="notice">The rows of {id} are being taken in; in a minute they may be here.</p>;
  return (
    <p class="notice">
      The rows of {id} are not here, since no data set lies in the repository. <code>npm start -- --data DATA</code>{" "}
      takes them in from a folder that has them; <code>npx retort data</code> tells where they come from ({source}).
    </p>
  );
}
