import { mailKeyNotices } from '@/lib/domain/access/integrators/mail-key-notices';
import { noticeKeys } from '@/lib/domain/access/integrators/notice-keys';
import { pruneUses } from '@/lib/domain/access/limits/count-use';
import { prunePasswordLinks } from '@/lib/domain/access/team/prune-password-links';
import { sweepUploads } from '@/lib/domain/coupons/codes/sweep-uploads';
import { forgetOldImports } from '@/lib/domain/coupons/imports/kept-imports';
import { pruneExports } from '@/lib/domain/exports/prune-exports';
import { pruneSavedViews } from '@/lib/domain/finding/saved-views/prune-saved-views';
import { pruneRefusals } from '@/lib/domain/redemptions/redemptions/keep-refusal';
import { learnUsualPace } from '@/lib/domain/redemptions/redemptions/learn-usual-pace';
import { pruneErasedContacts } from '@/lib/domain/sales/customers/erased-contacts';
import { expireDeliveries } from '@/lib/domain/sales/deliveries/expire-deliveries';
import { pruneApprovals } from '@/lib/platform/approvals/prune-approvals';
import { pruneNetworks } from '@/lib/platform/auth/limit-sign-ins';
import { pruneSignIns } from '@/lib/platform/auth/prune-sign-ins';
import { deleteStaleSessions } from '@/lib/platform/auth/session';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { pruneKeyNetworks } from '@/lib/platform/security/prune-events';
import { pruneWebhooks } from '@/lib/platform/webhooks/prune-webhooks';

/** What has to be swept now and then, apart from what is kept for days: `apply-retention.ts`. Each step may run again at any time. */
export async function runHousekeeping(ctx: Context<SystemActor>): Promise<void> {
  await deleteStaleSessions(ctx.db, ctx.now());
  await pruneSignIns(ctx.db, ctx.now());
  await prunePasswordLinks(ctx);
  await pruneNetworks(ctx.db, ctx.now());
  await pruneUses(ctx.db, ctx.now());
  await pruneApprovals(ctx);
  await expireDeliveries(ctx);
  await pruneErasedContacts(ctx);
  await pruneWebhooks(ctx);
  await sweepUploads(ctx);
  await forgetOldImports(ctx);
  await pruneExports(ctx);
  await pruneSavedViews(ctx);
  await learnUsualPace(ctx);
  await pruneRefusals(ctx);
  await noticeKeys(ctx);
  await mailKeyNotices(ctx);
  await pruneKeyNetworks(ctx);
}
