// Spaced repetition in five boxes (Leitner 1972): what one knows comes back after twice the time, what not, tomorrow.

const DAYS = [1, 2, 4, 8, 16]; // until a card of box 1, 2, … is due again

/** The state of a card that was just answered, `{ box, due, seen }`; a new card has none before. */
export function answered(state, known, today) {
  const box = known ? Math.min(DAYS.length, (state?.box ?? 0) + 1) : 1;
  return { box, due: later(today, DAYS[box - 1]), seen: today };
}

/** Whether a card should be looked at; a new one should. */
export const isDue = (state, today) => !state || state.due <= today;

/** The date some days after a date, both as YYYY-MM-DD. */
export function later(date, days) {
  const time = new Date(`${date}T00:00:00Z`);
  time.setUTCDate(time.getUTCDate() + days);
  return time.toISOString().slice(0, 10);
}
