'use client';

import { LogIn } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { buttonStyle } from '@/components/button';
import { routes } from '@/lib/core/routes';

export type ProviderLink = { name: string; label: string };

type ProviderLinksProps = { providers: ProviderLink[]; returnTo: string };

/** Plain links: they lead to another site, are not fetched ahead, and work before any script does. */
export function ProviderLinks({ providers, returnTo }: ProviderLinksProps) {
  const t = useTranslations('auth.provider');
  return providers.map(({ name, label }) => (
    <a key={name} href={routes.signInAt(name, returnTo)} className={`${buttonStyle({})} w-full`}>
      <LogIn aria-hidden />
      {t('signIn', { provider: label })}
    </a>
  ));
}
