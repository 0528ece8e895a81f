import type { FactorChange } from '@/lib/core/entities/factor-change';
import type { IdentityCheck } from '@/lib/core/entities/identity-check';
import { assertNotLetInBy } from '@/lib/platform/accounts/assert-not-let-in-by';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { enqueue } from '@/lib/platform/jobs/queue';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { deleteFactors } from './own-factors';

/** Writes a change into the audit, and has its person informed by mail, in the transaction of the change. */
export async function recordFactorChange(
  tx: Context,
  { userId, change, data }: { userId: number; change: FactorChange; data?: Record<string, unknown> },
): Promise<void> {
  const entry = { action: `user.${change}`, subjectKind: 'user', subjectId: userId };
  await recordAudit(tx, { ...entry, ...(data ? { data } : {}) });
  await enqueue(tx.db, 'send-account-email', { kind: change, userId, askedAt: tx.now().getTime() });
}

/** `passkey_added` → the security event `passkey added`. @param whose by name, where it is somebody else's */
export function noteFactorChange(ctx: Context, change: FactorChange, whose?: string): void {
  const data = { what: change.replaceAll('_', ' '), ...(whose === undefined ? {} : { whose }) };
  recordSecurityEvent(ctx, { kind: 'second_factor.changed', data });
}

/**
 * Takes every factor of somebody away; false where there is none. Their row is locked by the caller.
 * @param identity how the caller made sure who asks; null for an operator, who has the machine
 * @throws Forbidden where they let the actor in
 */
export async function takeAllFactors(
  tx: Context,
  { id, name }: { id: number; name: string },
  identity: IdentityCheck | null,
): Promise<boolean> {
  if (!(await deleteFactors(tx.db, id))) return false;
  await assertNotLetInBy(tx, [id], 'factors');
  const data = { name, ...(identity ? { identity: identity.replaceAll('_', ' ') } : {}) };
  await recordFactorChange(tx, { userId: id, change: 'factors_reset', data });
  return true;
}
