import { and, eq, isNull } from 'drizzle-orm';
import { couponUserGroups, userGroups } from '@/db/schema/coupons';
import { recordAudit } from '@/lib/audit/record-audit';
import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction } from '@/lib/context';
import { NotFound } from '@/lib/errors';
import { lockCoupon } from './get-coupon';

type Link = { couponId: number; userGroupId: number };

/** Limits the coupon to users of this group (and of its other linked ones). Twice is no error. @throws Forbidden, NotFound */
export async function linkUserGroup(ctx: Context, link: Link): Promise<void> {
  assertCan(ctx, 'coupons.write');
  await inTransaction(ctx, async (tx) => {
    await lockCoupon(tx, link.couponId);
    const name = await readName(tx, link.userGroupId);
    const made = await tx.db.insert(couponUserGroups).values(link).onConflictDoNothing().returning();
    if (made.length > 0) await recordAudit(tx, entry('coupon.user_group_added', link, name));
  });
}

/** @throws Forbidden, NotFound */
export async function unlinkUserGroup(ctx: Context, link: Link): Promise<void> {
  assertCan(ctx, 'coupons.write');
  const { couponId, userGroupId } = link;
  await inTransaction(ctx, async (tx) => {
    await lockCoupon(tx, couponId);
    const name = await readName(tx, userGroupId, true);
    const gone = await tx.db
      .delete(couponUserGroups)
      .where(and(eq(couponUserGroups.couponId, couponId), eq(couponUserGroups.userGroupId, userGroupId)))
      .returning();
    if (gone.length > 0) await recordAudit(tx, entry('coupon.user_group_removed', link, name));
  });
}

async function readName(ctx: Context, id: number, withArchived = false): Promise<string> {
  const [group] = await ctx.db
    .select({ name: userGroups.name })
    .from(userGroups)
    .where(and(eq(userGroups.id, id), withArchived ? undefined : isNull(userGroups.archivedAt)));
  if (!group) throw new NotFound('The user group');
  return group.name;
}

function entry(action: string, { couponId, userGroupId }: Link, name: string) {
  return { action, subjectKind: 'coupon', subjectId: couponId, data: { userGroupId, name } };
}
