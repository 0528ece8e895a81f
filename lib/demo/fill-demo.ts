import { and, eq } from 'drizzle-orm';
import { withAdvisoryLock } from '@/db/advisory-lock';
import { auditEvents } from '@/db/schema/team';
import { recordAudit } from '@/lib/audit/record-audit';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { couponEvents, openDemoWorld } from './demo-coupons';
import { runInOrder } from './demo-event';
import { redemptionEvents } from './demo-redemptions';
import { saleEvents } from './demo-sales';
import { makeDemoTeam } from './demo-team';

// Any constant does, as long as all processes use the same.
const demoLock = 7_202_612;

/**
 * Fills a house with an example of everything, through the same verbs as people do. Once: whatever became of the demo
 * since, a second call adds nothing; a call after an interrupted one completes it.
 * @throws Forbidden, or an error when `ctx` carries a transaction
 */
export async function fillDemo(ctx: Context): Promise<void> {
  assertCan(ctx, 'settings.write');
  await withAdvisoryLock(ctx.db, demoLock, async () => {
    if (await wasFilled(ctx)) return;
    const started = ctx.now();
    const still = { ...ctx, now: () => started };
    const seller = await makeDemoTeam(ctx);
    const world = await openDemoWorld(still, seller);
    await runInOrder(still, [...couponEvents(world), ...saleEvents(world), ...redemptionEvents(world)]);
    await recordAudit(ctx, { action: 'demo.filled', subjectKind: 'settings', subjectId: 1 });
  });
}

async function wasFilled(ctx: Context): Promise<boolean> {
  const filled = and(
    eq(auditEvents.subjectKind, 'settings'),
    eq(auditEvents.subjectId, 1),
    eq(auditEvents.action, 'demo.filled'),
  );
  return (await ctx.db.$count(auditEvents, filled)) > 0;
}
