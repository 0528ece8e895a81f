import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { oidcIdentities } from '@/db/schema/oidc';
import { oidcProviders } from './providers';

/** The providers at which a user has an account that is known here, as far as they are still configured. */
export async function findLinkedProviders(db: Executor, userId: number): Promise<{ name: string; label: string }[]> {
  const providers = oidcProviders();
  if (providers.length === 0) return [];
  const rows = await db
    .select({ issuer: oidcIdentities.issuer })
    .from(oidcIdentities)
    .where(eq(oidcIdentities.userId, userId));
  return providers
    .filter(({ issuer }) => rows.some((row) => isIssuer(row.issuer, issuer)))
    .map(({ name, label }) => ({ name, label }));
}

/** Issuers are compared as written, but for the slash that an address without a path gets. */
const isIssuer = (written: string, issuer: URL) => written === issuer.href || `${written}/` === issuer.href;
