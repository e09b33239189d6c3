/** Says what weights sum to where that is not all, and offers to mend it. */
export function WeightsFlaw({ flaw, onEqual }: { flaw: string | null; onEqual: () => void }) {
  return (
    <div role="status">
      {flaw !== null && (
        <p class="notice">
          {flaw}{" "}
          <button type="button" onClick={onEqual}>
            Make them equal
          </button>
        </p>
      )}
    </div>
  );
}
