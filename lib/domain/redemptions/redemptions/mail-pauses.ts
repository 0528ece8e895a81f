import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { users } from '@/db/schema/team';
import { sendEmail } from '@/lib/adapters/messaging/send-email';
import { routes } from '@/lib/core/routes';
import { formatInstant } from '@/lib/core/time';
import { composeNotice } from '@/lib/domain/access/compose-notice';
import { hourLimitOf } from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import { holds } from '@/lib/platform/auth/held-role';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { getSettings } from '@/lib/platform/settings/get-settings';

/** A mail that comes later than that says what everybody knows. */
const mailedWithinMs = 24 * 60 * 60 * 1000;
/** In one run. */
const atMost = 10;

/**
 * Mails each pause of a coupon by its brake to everybody who can switch it on again and wants to know. May run again at any
 * time: the mails of a pause have keys of their own. Without a provider, or while it fails, they wait for the next run.
 */
export async function mailPauses(ctx: Context<SystemActor>, _: object, signal?: AbortSignal): Promise<void> {
  const { id, code, pausedAt, pauseMailedAt } = coupons;
  const paused = await ctx.db
    .select({ id, code, pausedAt, perHour: sql<number | null>`${sql.raw(hourLimitOf('coupons'))}` })
    .from(coupons)
    .where(
      and(
        gt(pausedAt, new Date(ctx.now().getTime() - mailedWithinMs)),
        or(isNull(pauseMailedAt), gt(pausedAt, pauseMailedAt)),
        isNull(coupons.deletedAt),
      ),
    )
    .orderBy(asc(pausedAt))
    .limit(atMost);
  if (paused.length === 0) return;
  const readers = await ctx.db
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(and(holds('coupons.write'), isNull(users.disabledAt), users.pauseMails));
  const { companyName, timeZone } = await getSettings(ctx.db);
  for (const coupon of paused) {
    if (coupon.pausedAt === null) continue;
    const since = formatInstant(coupon.pausedAt, { timeZone, zone: true });
    const mail = composeNotice({
      subject: `${companyName}: the coupon ${coupon.code} is paused`,
      lines: [
        `The coupon ${coupon.code} reached its limit of redemptions within an hour (${coupon.perHour}). It is paused ` +
          `since ${since}, and nobody can redeem it.`,
        'Look at the redemptions of that hour. If they are right, switch the coupon on again, and raise the number an hour if ' +
          'it is too low. If they are not, leave it paused.',
      ],
      look: { path: routes.coupon(coupon.id), where: `Coupons › ${coupon.code}, in the desk’s menu` },
    });
    const stamp = `coupon-paused-${coupon.id}-${coupon.pausedAt.getTime()}`;
    const outcomes = await Promise.all(
      readers.map((reader) =>
        sendEmail({ ...mail, to: reader.email, idempotencyKey: `${stamp}-${reader.id}` }, signal),
      ),
    );
    if (outcomes.some(({ kind }) => kind === 'not_configured' || kind === 'retry')) continue;
    await ctx.db.update(coupons).set({ pauseMailedAt: ctx.now() }).where(eq(id, coupon.id));
  }
}
