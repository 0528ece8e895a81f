import { and, eq } from 'drizzle-orm';
import { oidcIdentities } from '@/db/schema/oidc';
import { noteProof } from '@/lib/domain/access/factors/note-proof';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { OidcIdentity } from '@/lib/platform/oidc/identity';
import { OidcRefused } from '@/lib/platform/oidc/refused';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';

/**
 * Confirms the session of the request by a sign-in at the provider which is known to be fresh.
 * @throws OidcRefused `not_you` (the account there is linked to nobody, or to somebody else)
 */
export async function proveWithProvider(ctx: Context<UserActor>, { issuer, subject }: OidcIdentity): Promise<void> {
  const own = and(
    eq(oidcIdentities.issuer, issuer),
    eq(oidcIdentities.subject, subject),
    eq(oidcIdentities.userId, ctx.actor.id),
  );
  if ((await ctx.db.$count(oidcIdentities, own)) === 0) {
    recordSecurityEvent(ctx, { kind: 'second_factor.failed', data: { what: 'confirmation by provider' } });
    throw new OidcRefused('not_you');
  }
  await noteProof(ctx, { byFactor: false });
}
