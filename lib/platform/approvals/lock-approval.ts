import { and, eq } from 'drizzle-orm';
import { approvals } from '@/db/schema/approvals';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import { oneHandOf } from '@/lib/platform/accounts/let-in.sql';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { type ApprovalKind, isApprovalKind, kindsFor } from './kinds';
import { visibleTo } from './list-approvals';

export type Approval = typeof approvals.$inferSelect & { kind: ApprovalKind };

/**
 * One that waits, held until the transaction ends: of two decisions, or a decision and a withdrawal, the second finds it decided.
 * @throws NotFound, Conflict (`decided`, `expired`)
 */
export async function lockWaiting(tx: Context, id: number): Promise<Approval> {
  const [found] = await tx.db
    .select()
    .from(approvals)
    .where(and(eq(approvals.id, id), visibleTo(tx.actor)))
    .for('update');
  if (!found || !isApprovalKind(found.kind)) throw new NotFound('This request');
  if (found.state !== 'waiting') throw new Conflict('decided', 'This was decided or withdrawn meanwhile.');
  if (found.expiresAt <= tx.now())
    throw new Conflict('expired', 'Nobody decided in time. It has to be asked for again.');
  return { ...found, kind: found.kind };
}

/** @throws as `lockWaiting`; Forbidden to the person who asked, and to anyone who could not do it alone */
export async function lockForDecision(tx: Context<UserActor>, id: number): Promise<Approval> {
  const approval = await lockWaiting(tx, id);
  if (approval.askerId === tx.actor.id) throw new Forbidden('Somebody else has to decide what you asked for.');
  if (!kindsFor(tx.actor).includes(approval.kind)) throw new Forbidden();
  return approval;
}

/** A second account is no second person, whichever of the two asks. @throws Forbidden to somebody who could be who asked, by the last week */
export async function assertIndependent(tx: Context<UserActor>, { askerId }: Approval): Promise<void> {
  if (!(await oneHandOf(tx, [askerId])).includes(tx.actor.id)) return;
  throw new Forbidden(
    'Less than a week ago one of you let the other in, gave them a role or a right, or reset their sign-in, or somebody else did so with both. Somebody else has to approve this.',
  );
}

type Change = Partial<
  Pick<Approval, 'state' | 'reason' | 'answer' | 'expiresAt' | 'decidedAt' | 'deciderId' | keyof Subject>
>;
type Subject = { subjectKind: string; subjectId: number };
type Outcome = 'requested' | 'approved' | 'refused' | 'withdrawn' | 'failed';

/** Writes what became of it, with its row of the activity of what it is about, and its security event. */
export async function changeApproval(tx: Context, approval: Approval, to: Outcome, change: Change): Promise<void> {
  const { id, kind } = approval;
  const { subjectKind, subjectId, reason, answer } = { ...approval, ...change };
  await tx.db.update(approvals).set(change).where(eq(approvals.id, id));
  const data = { approvalId: id, what: kind, reason, ...(answer ? { answer } : {}) };
  await recordAudit(tx, { action: `approval.${to}`, subjectKind, subjectId, data });
  recordSecurityEvent(tx, { kind: `approval.${to}`, data: { what: kind, approval: id } });
}
