import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { codeOperations } from '@/db/schema/code-operations';
import { codes } from '@/db/schema/coupons';
import { auditEvents } from '@/db/schema/team';
import { NotFound } from '@/lib/core/errors';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { codeInput } from './schemas';

export type CodeChange = { kind: 'deleted' | 'restored'; at: Date; by: string; reason: string | null; isUndo: boolean };

const single = ['code.deleted', 'code.restored'];

/** Who deleted and restored a code, when and why, alone or among many; the newest first. @throws Forbidden, NotFound */
export const listCodeHistory = couponOperation(
  'coupons.read',
  codeInput,
  async (ctx, { couponId, codeId }): Promise<CodeChange[]> => {
    const [code] = await ctx.db
      .select({ id: codes.id })
      .from(codes)
      .where(and(eq(codes.id, codeId), eq(codes.couponId, couponId)));
    if (!code) throw new NotFound('The code');
    const alone = await ctx.db
      .select({ action: auditEvents.action, at: auditEvents.at, by: auditEvents.actorName })
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.subjectKind, 'code'),
          eq(auditEvents.subjectId, codeId),
          inArray(auditEvents.action, single),
        ),
      );
    const { kind, createdAt, actorName, reason, undoes } = codeOperations;
    const amongMany = await ctx.db
      .select({ kind, at: createdAt, by: actorName, reason, undoes })
      .from(codeOperations)
      .where(and(eq(codeOperations.couponId, couponId), sql`${codeOperations.codeIds} @> ${codeId}::bigint`))
      .orderBy(desc(codeOperations.id));
    const changes: CodeChange[] = [
      ...alone.map(({ action, at, by }) => ({
        kind: action === 'code.deleted' ? ('deleted' as const) : ('restored' as const),
        at,
        by,
        reason: null,
        isUndo: false,
      })),
      ...amongMany.map((change) => ({
        kind: change.kind === 'delete' ? ('deleted' as const) : ('restored' as const),
        at: change.at,
        by: change.by,
        reason: change.reason,
        isUndo: change.undoes !== null,
      })),
    ];
    return changes.sort((a, b) => b.at.getTime() - a.at.getTime());
  },
);
