import { lt } from 'drizzle-orm';
import { idempotencyKeys } from '@/db/schema/integrators';
import { deleteStaleSessions } from '@/lib/auth/session';
import { sweepUploads } from '@/lib/codes/sweep-uploads';
import type { Context, SystemActor } from '@/lib/context';
import { expireDeliveries } from '@/lib/deliveries/expire-deliveries';
import { keepWebhooks } from '@/lib/webhooks/keep-webhooks';

const day = 24 * 60 * 60 * 1000;

/** What has to be swept now and then. Each step may run again at any time. */
export async function keepHouse(ctx: Context<SystemActor>): Promise<void> {
  await deleteStaleSessions(ctx.db, ctx.now());
  await ctx.db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, new Date(ctx.now().getTime() - day)));
  await expireDeliveries(ctx);
  await keepWebhooks(ctx);
  await sweepUploads(ctx);
}
