import { and, inArray, isNull, lt, notInArray, or } from 'drizzle-orm';
import { codeUploads } from '@/db/schema/code-uploads';
import { codeBatches } from '@/db/schema/coupons';
import { forgetOldReadings } from '@/lib/domain/coupons/files/remembered-reading';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

const day = 24 * 60 * 60 * 1000;

/** Deletes files after a day, with their rows, unless they are being imported; and what is remembered of them after a year. */
export async function sweepUploads(ctx: Context<SystemActor>): Promise<void> {
  await forgetOldReadings(ctx);
  const atWork = ctx.db
    .select({ id: codeBatches.id })
    .from(codeBatches)
    .where(inArray(codeBatches.state, ['queued', 'running']));
  await ctx.db
    .delete(codeUploads)
    .where(
      and(
        lt(codeUploads.createdAt, new Date(ctx.now().getTime() - day)),
        or(isNull(codeUploads.batchId), notInArray(codeUploads.batchId, atWork)),
      ),
    );
}
