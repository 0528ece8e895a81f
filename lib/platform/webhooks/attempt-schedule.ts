const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The pauses that the Standard Webhooks advise: ten attempts over three days and three hours. */
const pausesMs = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

export const attemptsPerRound = pausesMs.length + 1;

/** How long a round takes at the most. */
export const roundMs = 1.2 * pausesMs.reduce((sum, pause) => sum + pause, 0);

/**
 * When to try again after attempt number `attempt` of a round (from 1) has failed; undefined when it was the last. Up to
 * a fifth later, so that what failed together does not come back together.
 */
export function nextAttemptAt(attempt: number, now: Date, random: () => number = Math.random): Date | undefined {
  const pause = pausesMs[attempt - 1];
  return pause === undefined ? undefined : new Date(now.getTime() + Math.round(pause * (1 + random() / 5)));
}
