import { and, eq, isNull, sql } from 'drizzle-orm';
import { apiKeys, integrators, keyNoticeMails } from '@/db/schema/integrators';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import { keyAttention } from './key-attention';

/** Writes into the activity, once each time, that a key is not used or ends soon. Today shows it for as long as it is so. */
export async function noticeKeys(ctx: Context<SystemActor>): Promise<void> {
  const rows = await ctx.db
    .select({ key: apiKeys })
    .from(apiKeys)
    .innerJoin(integrators, and(eq(integrators.id, apiKeys.integratorId), isNull(integrators.disabledAt)))
    .where(isNull(apiKeys.revokedAt));
  for (const { key } of rows) {
    const noticed = keyAttention(key, ctx.now());
    if (noticed === key.noticed) continue;
    await inTransaction(ctx, async (tx) => {
      // A second run that meets the same key finds it noticed.
      const [row] = await tx.db
        .update(apiKeys)
        .set({ noticed })
        .where(and(eq(apiKeys.id, key.id), sql`${apiKeys.noticed} is distinct from ${noticed}`))
        .returning({ id: apiKeys.id });
      if (!row) return;
      // What is noticed next, people are mailed again.
      await tx.db.delete(keyNoticeMails).where(eq(keyNoticeMails.keyId, key.id));
      if (noticed === null) return;
      const { id: keyId, prefix, name, integratorId: subjectId } = key;
      const action = `integrator.key_${noticed}`;
      await recordAudit(tx, { action, subjectKind: 'integrator', subjectId, data: { keyId, prefix, name } });
      if (noticed !== 'ending' || !key.expiresAt) return;
      const event = { key_id: keyId, prefix, expires_at: key.expiresAt.toISOString() };
      await publishEvent(tx, { type: 'key.expiring', data: event, integratorId: subjectId });
    });
  }
}
