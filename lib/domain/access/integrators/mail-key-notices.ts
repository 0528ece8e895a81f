import { createHash } from 'node:crypto';
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { apiKeys, integrators, keyNoticeMails } from '@/db/schema/integrators';
import { users } from '@/db/schema/team';
import { sendEmail } from '@/lib/adapters/messaging/send-email';
import { routes } from '@/lib/core/routes';
import { composeNotice } from '@/lib/domain/access/compose-notice';
import { holds } from '@/lib/platform/auth/held-role';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { getSettings } from '@/lib/platform/settings/get-settings';
import type { KeyAttention } from './key-attention';

const mostInOne = 50;

const why: Record<KeyAttention, string> = {
  unused: 'nobody has used it for 90 days. Revoke it if nobody needs it',
  ending: 'it ends within 30 days. Replace it while both can work',
};

/**
 * Mails the keys that are noticed to everybody who can change keys and wants to know, each of them once for as long as it is
 * so. May run again at any time; without a provider, or while it fails, they wait for the next run.
 */
export async function mailKeyNotices(ctx: Context<SystemActor>): Promise<void> {
  const owners = await ctx.db
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(and(holds('integrators.write'), isNull(users.disabledAt), users.keyMails));
  for (const owner of owners) {
    const keys = await listUnmailed(ctx, owner.id);
    if (keys.length === 0) continue;
    const { companyName } = await getSettings(ctx.db);
    const lines = keys.map(({ company, name, prefix, noticed }) => {
      const key = name ? `${name} (${prefix}…)` : `${prefix}…`;
      return `API key ${key} of ${company}: ${why[noticed ?? 'unused']}.`;
    });
    const [only] = keys.length === 1 ? keys : [];
    const mail = composeNotice({
      subject: `${companyName}: ${keys.length === 1 ? 'an API key needs' : `${keys.length} API keys need`} a look`,
      lines,
      look: {
        path: only ? routes.integrator(only.integratorId) : routes.integrators(),
        where: 'Integrators, in the desk’s menu',
      },
    });
    const { kind } = await sendEmail({ ...mail, to: owner.email, idempotencyKey: stampOf(owner.id, keys) });
    if (kind === 'not_configured') return;
    if (kind === 'retry') continue;
    await ctx.db
      .insert(keyNoticeMails)
      .values(keys.map(({ keyId }) => ({ keyId, userId: owner.id, createdAt: ctx.now() })))
      .onConflictDoNothing();
  }
}

/** A run that ended before it wrote down what was sent sends the same again, which the provider takes once. */
function stampOf(userId: number, keys: Awaited<ReturnType<typeof listUnmailed>>): string {
  const since = keys.map(({ keyId, noticed, lastUsedAt, expiresAt }) => [
    ...[keyId, noticed],
    noticed === 'unused' ? lastUsedAt : expiresAt,
  ]);
  const digest = createHash('sha256')
    .update(JSON.stringify([userId, since]))
    .digest('base64url');
  return `key-notice-${digest.slice(0, 22)}`;
}

/** What `noticeKeys` has noticed and this person was not mailed about. */
function listUnmailed(ctx: Context, userId: number) {
  const { id: keyId, name, prefix, noticed, lastUsedAt, expiresAt, integratorId } = apiKeys;
  return ctx.db
    .select({ keyId, name, prefix, noticed, lastUsedAt, expiresAt, integratorId, company: integrators.name })
    .from(apiKeys)
    .innerJoin(integrators, and(eq(integrators.id, integratorId), isNull(integrators.disabledAt)))
    .leftJoin(keyNoticeMails, and(eq(keyNoticeMails.keyId, keyId), eq(keyNoticeMails.userId, sql`${userId}`)))
    .where(and(isNotNull(noticed), isNull(apiKeys.revokedAt), isNull(keyNoticeMails.keyId)))
    .orderBy(asc(keyId))
    .limit(mostInOne);
}
