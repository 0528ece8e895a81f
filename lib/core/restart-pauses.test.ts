import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { restartPauses } from './restart-pauses';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('waits longer before each attempt, and makes none after the last, however long each start takes', () => {
  const restarts = restartPauses({ pausesMs: [0, 500, 1_000], settledMs: 60_000 });
  restarts.began();
  const pauses = Array.from({ length: 5 }, () => {
    vi.advanceTimersByTime(61_000);
    return restarts.next()?.pauseMs;
  });
  expect(pauses).toEqual([0, 500, 1_000, undefined, undefined]);
});

it('begins to count again once what was started has run for long enough', () => {
  const restarts = restartPauses({ pausesMs: [0, 500], settledMs: 60_000 });
  const attempts = [59_000, 61_000, 1_000, 61_000].map((ranMs) => {
    restarts.began();
    vi.advanceTimersByTime(ranMs);
    return restarts.next()?.attempt;
  });
  expect(attempts).toEqual([1, 1, 2, 1]);
});
