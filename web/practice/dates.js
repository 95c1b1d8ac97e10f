// Dates as people write them.

const FORM = new Intl.DateTimeFormat("en-US", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** "November 21, 2026" for "2026-11-21". */
export const written = (date) => FORM.format(new Date(`${date}T00:00:00Z`));
