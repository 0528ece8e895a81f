import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { writeUsualPace } from './usual-pace.sql';

/** How often each coupon that pauses above its usual pace is redeemed in a usual hour, from what it was redeemed so far. */
export const learnUsualPace = operation(null, noInput, (ctx: Context<SystemActor>): Promise<void> => {
  return writeUsualPace(ctx.db, ctx.now().toISOString());
});
