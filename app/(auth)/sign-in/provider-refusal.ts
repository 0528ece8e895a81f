import { getTranslations } from 'next-intl/server';
import { findOidcProvider } from '@/lib/platform/oidc/providers';
import { oidcRefusals } from '@/lib/platform/oidc/refused';

const reasons = [...oidcRefusals, 'rate_limited', 'failed'] as const;

/** Why a provider's word was not enough, in words; null where an address says nothing of it. */
export async function providerRefusal(refused: unknown, name: unknown): Promise<string | null> {
  if (typeof refused !== 'string' || typeof name !== 'string') return null;
  const provider = findOidcProvider(name);
  if (!provider) return null;
  const t = await getTranslations('auth.provider.refused');
  return t(reasons.find((reason) => reason === refused) ?? 'failed', { provider: provider.label });
}
