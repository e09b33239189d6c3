/** A table's order as it stands in an address: `n` upwards, `-n` downwards. */
import type { Order } from "./data-table.tsx";

export const orderText = ({ by, down }: Order): string => `${down ? "-" : ""}${by}`;

/** Null where there is none. */
export const orderOf = (text: string | null): Order | null =>
  text === null || text === "" ? null : { by: text.replace(/^-/, ""), down: text.startsWith("-") };
