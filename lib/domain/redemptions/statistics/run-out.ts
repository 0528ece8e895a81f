const dayMs = 24 * 60 * 60 * 1000;
const farDays = 3650;
/** The present rate is that of this many days. */
export const rateDays = 14;

export type RunOut =
  /** `unlimited`: nothing runs out. `unused`: not used lately. `distant`: not in ten years. */
  | { kind: 'unlimited' | 'unused' | 'distant' | 'out' }
  /** The day at the rate, and whether the coupon expires before it. */
  | { kind: 'on'; at: string; expiresFirst: boolean };

export type Use = {
  /** How often it can still be redeemed; null without any limit. */
  remaining: number | null;
  /** Codes that are left, where nothing else redeems it; null where the coupon's own code does. */
  codesLeft: number | null;
  /** Redemptions of the last days. */
  recent: number;
  /** Days since the first of all; null before it. */
  sinceFirst: number | null;
  expiresAt: Date | null;
};

/** How often it can still be redeemed, whatever ends first; null when nothing does. */
export function leftOf({ remaining, codesLeft }: Pick<Use, 'remaining' | 'codesLeft'>): number | null {
  const limits = [remaining, codesLeft].filter((limit) => limit !== null);
  return limits.length > 0 ? Math.min(...limits) : null;
}

/** When the last one goes, if it goes on as it went lately. */
export function runOut(use: Use, now: Date): RunOut {
  const { recent, sinceFirst, expiresAt } = use;
  const left = leftOf(use);
  if (left === null) return { kind: 'unlimited' };
  if (left <= 0) return { kind: 'out' };
  if (recent <= 0) return { kind: 'unused' };
  // A coupon that is younger than the span has its own days only.
  const days = Math.min(rateDays, Math.max(1, sinceFirst ?? rateDays));
  const inDays = (left * days) / recent;
  if (inDays > farDays) return { kind: 'distant' };
  const at = new Date(now.getTime() + inDays * dayMs);
  return { kind: 'on', at: at.toISOString(), expiresFirst: expiresAt !== null && expiresAt <= at };
}
