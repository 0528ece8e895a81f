import { and, eq } from 'drizzle-orm';
import { withAdvisoryLock } from '@/db/advisory-lock';
import { auditEvents } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { couponEvents, openDemoWorld } from './demo-coupons';
import { beginning, runInOrder } from './demo-event';
import { integratorEvents, openDemoIntegrator } from './demo-integrator';
import { redemptionEvents } from './demo-redemptions';
import { saleEvents } from './demo-sales';
import { makeDemoTeam } from './demo-team';

// Any constant does, as long as all processes use the same.
const demoLock = 7_202_612;

/**
 * Fills an empty desk with an example of everything, through the same use cases as people do. Once: a second call adds
 * nothing, whatever became of the demo since; a call after an interrupted one completes it.
 * @throws Forbidden, or an error when `ctx` carries a transaction
 */
export const fillDemo = operation('settings.write', noInput, async (ctx): Promise<void> => {
  await withAdvisoryLock(ctx.db, demoLock, async () => {
    if (await wasFilled(ctx)) return;
    const started = ctx.now();
    const still = { ...ctx, now: () => started };
    const first = beginning(still);
    const actors = { seller: await makeDemoTeam(first), integrator: await openDemoIntegrator(first, started) };
    const world = await openDemoWorld(still, actors);
    const made = [...couponEvents(world), ...integratorEvents(world)];
    await runInOrder(still, [...made, ...saleEvents(world), ...redemptionEvents(world)]);
    await recordAudit(ctx, { action: 'demo.filled', subjectKind: 'settings', subjectId: 1 });
  });
});

async function wasFilled(ctx: Context): Promise<boolean> {
  const filled = and(
    eq(auditEvents.subjectKind, 'settings'),
    eq(auditEvents.subjectId, 1),
    eq(auditEvents.action, 'demo.filled'),
  );
  return (await ctx.db.$count(auditEvents, filled)) > 0;
}
