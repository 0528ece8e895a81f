const dayMs = 24 * 60 * 60 * 1000;
const farDays = 3650;

export type RunOut =
  /** `unlimited`: nothing runs out. `unused`: not used lately. `distant`: not in ten years. */
  | { kind: 'unlimited' | 'unused' | 'distant' | 'out' }
  /** The day at the rate, and whether the coupon expires before it. */
  | { kind: 'on'; at: string; expiresFirst: boolean };

type Use = {
  /** How often it can still be redeemed; null without any limit. */
  left: number | null;
  /** Redemptions of the last `days` days. */
  recent: number;
  days: number;
  expiresAt: Date | null;
};

/** When the last one goes, if it goes on as it went lately. */
export function runOut({ left, recent, days, expiresAt }: Use, now: Date): RunOut {
  if (left === null) return { kind: 'unlimited' };
  if (left <= 0) return { kind: 'out' };
  if (recent <= 0) return { kind: 'unused' };
  const inDays = (left * days) / recent;
  if (inDays > farDays) return { kind: 'distant' };
  const at = new Date(now.getTime() + inDays * dayMs);
  return { kind: 'on', at: at.toISOString(), expiresFirst: expiresAt !== null && expiresAt <= at };
}
