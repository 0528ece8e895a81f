const minute = 60_000;
const hour = 60 * minute;

// Twenty hours in all, by when Resend still knows the first attempt's idempotency key.
const pausesMs = [
  minute / 2,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  20 * minute,
  40 * minute,
  hour,
  2 * hour,
  4 * hour,
  6 * hour,
  6 * hour,
];

const automaticMs = 23 * hour;

/** After this only a person can send a message again. */
export function lastAutomaticAttempt(createdAt: Date): Date {
  return new Date(createdAt.getTime() + automaticMs);
}

export function automaticSince(now: Date): Date {
  return new Date(now.getTime() - automaticMs);
}

/** When to try again after attempt number `attempt` (from 1) has failed at `now`; undefined when it was the last. */
export function nextAttemptAt(attempt: number, now: Date, createdAt: Date): Date | undefined {
  const pause = pausesMs[attempt - 1];
  if (pause === undefined) return undefined;
  const next = new Date(now.getTime() + pause);
  return next <= lastAutomaticAttempt(createdAt) ? next : undefined;
}
