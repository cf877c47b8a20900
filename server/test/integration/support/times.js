// How the contract counts a call's length: whole seconds, and minutes rounded.
const milliseconds = (from, to) => Date.parse(to) - Date.parse(from);

/** The whole seconds from one ISO time to another. */
export const wholeSeconds = (from, to) => Math.floor(milliseconds(from, to) / 1000);

/** The minutes from one ISO time to another, rounded. */
export const roundedMinutes = (from, to) => Math.round(milliseconds(from, to) / 60_000);
