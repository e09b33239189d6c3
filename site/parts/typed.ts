/** What somebody has put into the field that an event is of. */
export const typed = (event: Event): string => (event.currentTarget as HTMLInputElement | HTMLSelectElement).value;
