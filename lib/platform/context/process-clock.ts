/** Next's bundle and the API lane load this module separately. */
const shared = globalThis as { couponDeskAheadMs?: number };

/** The time of this process: what `ctx.now()` says of jobs and calls. Ahead of the real one in test mode alone, once it was moved there. */
export const processNow = (): Date => new Date(Date.now() + (shared.couponDeskAheadMs ?? 0));

/** For test mode: every process of a live desk has the real time. */
export function setAhead(milliseconds: number): void {
  shared.couponDeskAheadMs = milliseconds;
}
