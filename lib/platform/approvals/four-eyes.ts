import { and, eq, isNull, ne } from 'drizzle-orm';
import { roles, settings, users } from '@/db/schema/team';
import { Conflict } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { holds } from '@/lib/platform/auth/held-role';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { isAnyOn, readFourEyes } from './read-four-eyes';
import { type FourEyes, updateFourEyesInput } from './schemas';
import { secondPerson } from './second-person';

/** What the activity calls each of them. */
export const recordedFourEyes = {
  creditPaisa: 'creditAbovePaisa',
  exportCodes: 'exportAbove',
  freeCoupons: 'freeCoupons',
  couponPaisa: 'couponAbovePaisa',
  voidPaisa: 'voidAbovePaisa',
  prices: 'lowerPrices',
} as const satisfies Record<keyof FourEyes, string>;
const names = Object.keys(recordedFourEyes) as (keyof FourEyes)[];

/** Whether less needs a second person than before. */
function isWeaker(was: FourEyes, to: FourEyes): boolean {
  return names.some((name) => {
    const [before, after] = [was[name], to[name]];
    if (before === null || before === false) return false;
    return after === null || after === false || Number(after) > Number(before);
  });
}

const changesOf = (was: FourEyes, to: FourEyes) =>
  Object.fromEntries(
    names
      .filter((name) => was[name] !== to[name])
      .map((name) => [recordedFourEyes[name], { from: was[name], to: to[name] }]),
  );

/**
 * Applies from the next request on; what makes them weaker waits for a second person itself.
 * @throws NeedsProof, NeedsSecondPerson, Forbidden, Invalid, Conflict (`stale`, `nobody_else`)
 */
export const updateFourEyes = operation(
  'settings.write',
  updateFourEyesInput,
  (ctx, { was, ...to }): Promise<FourEyes> =>
    inTransaction(ctx, async (tx) => {
      await getSettings(tx.db);
      await tx.db.select({ id: settings.id }).from(settings).where(eq(settings.id, 1)).for('update');
      if (Object.keys(changesOf(was, await readFourEyes(tx.db))).length > 0) {
        throw new Conflict('stale', 'Somebody else changed these settings meanwhile. Reload the page.');
      }
      const data = changesOf(was, to);
      if (Object.keys(data).length === 0) return to;
      if (isAnyOn(to)) await assertSomebodyElse(tx);
      await tx.db
        .update(settings)
        .set({
          fourEyesCreditPaisa: to.creditPaisa,
          fourEyesExportCodes: to.exportCodes,
          fourEyesFreeCoupons: to.freeCoupons,
          fourEyesCouponPaisa: to.couponPaisa,
          fourEyesVoidPaisa: to.voidPaisa,
          fourEyesPrices: to.prices,
          updatedAt: tx.now(),
        })
        .where(eq(settings.id, 1));
      await recordAudit(tx, { action: 'settings.four_eyes_changed', subjectKind: 'settings', subjectId: 1, data });
      return to;
    }),
  {
    freshProof: true,
    secondPerson: secondPerson('four_eyes', (_ctx, { was, ...to }) =>
      isWeaker(was, to)
        ? {
            what: 'Raising an amount or switching it off',
            summary: changesOf(was, to),
            subjectKind: 'settings',
            subjectId: 1,
          }
        : null,
    ),
  },
);

/** What nobody else could approve could not be switched off again either. @throws Conflict `nobody_else` */
async function assertSomebodyElse({ db, actor }: Context): Promise<void> {
  const own = actor.kind === 'user' ? ne(users.id, actor.id) : undefined;
  const others = await db
    .select({ id: users.id })
    .from(users)
    .leftJoin(roles, eq(roles.id, users.roleId))
    .where(and(isNull(users.disabledAt), own, holds('settings.write')))
    .limit(1);
  if (others.length > 0) return;
  throw new Conflict('nobody_else', 'Nobody else could approve it: invite somebody who can change settings first.');
}
