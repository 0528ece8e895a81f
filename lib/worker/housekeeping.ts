import { lt } from 'drizzle-orm';
import { idempotencyKeys } from '@/db/schema/integrators';
import { noticeKeys } from '@/lib/domain/access/integrators/notice-keys';
import { sweepUploads } from '@/lib/domain/coupons/codes/sweep-uploads';
import { learnUsualPace } from '@/lib/domain/redemptions/redemptions/learn-usual-pace';
import { expireDeliveries } from '@/lib/domain/sales/deliveries/expire-deliveries';
import { deleteStaleSessions } from '@/lib/platform/auth/session';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { pruneWebhooks } from '@/lib/platform/webhooks/prune-webhooks';

const day = 24 * 60 * 60 * 1000;

/** What has to be swept now and then. Each step may run again at any time. */
export async function runHousekeeping(ctx: Context<SystemActor>): Promise<void> {
  await deleteStaleSessions(ctx.db, ctx.now());
  await ctx.db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, new Date(ctx.now().getTime() - day)));
  await expireDeliveries(ctx);
  await pruneWebhooks(ctx);
  await sweepUploads(ctx);
  await learnUsualPace(ctx);
  await noticeKeys(ctx);
}
