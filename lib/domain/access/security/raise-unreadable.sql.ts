import type { Executor } from '@/db/client';
import { securityAlerts } from '@/db/schema/security';

type Unreadable = { cause: string; subject: string; count: number; at: Date };

/** That codes of a coupon cannot be decrypted, in the transaction that sets them aside. */
export async function raiseUnreadable(tx: Executor, alert: Unreadable): Promise<void> {
  const row = { ...alert, kind: 'unreadable_codes' as const, filter: {} };
  await tx.insert(securityAlerts).values(row).onConflictDoNothing({ target: securityAlerts.cause });
}
