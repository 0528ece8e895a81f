import { auditEvents } from '@/db/schema/team';
import { type Actor, actorName } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

export type AuditEntry = {
  /** `<subject>.<what was done>`, e.g. `coupon.created`. */
  action: string;
  subjectKind: string;
  subjectId: number;
  /** What changed, without secrets and without contacts. */
  data?: Record<string, unknown>;
};

/** The audit columns of the actor, for use cases that write their audit row inside a larger statement. */
export function auditActor(actor: Actor) {
  return {
    actorKind: actor.kind,
    userId: actor.kind === 'user' ? actor.id : null,
    apiKeyId: actor.kind === 'key' ? actor.id : null,
    actorName: actorName(actor),
  };
}

/** Writes who did what, and who approved it, in the transaction that `ctx` carries. */
export async function recordAudit(ctx: Context, ...entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const { actor, approval } = ctx;
  const approved = approval && { approvedBy: approval.approver, approvalId: approval.id };
  await ctx.db.insert(auditEvents).values(
    entries.map((entry) => ({
      ...auditActor(actor),
      ...entry,
      ...(approved ? { data: { ...entry.data, ...approved } } : {}),
      at: ctx.now(),
      requestId: ctx.requestId ?? null,
    })),
  );
}
