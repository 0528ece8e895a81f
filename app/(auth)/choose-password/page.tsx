import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DataProviders } from '@/app/data-providers';
import { currentSettings } from '@/lib/platform/settings/current-settings';
import { AuthPage } from '../auth-page';
import { PasswordOfLink } from '../password-of-link';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('choose.title') };
}

/** Looking uses nothing up: what opens links by itself, such as a mail scanner, changes nothing. */
export default async function ChoosePasswordPage() {
  const t = await getTranslations('auth');
  const { companyName } = await currentSettings();
  return (
    <DataProviders>
      <AuthPage title={t('choose.heading.password', { appName: companyName })}>
        <PasswordOfLink kind="password" />
      </AuthPage>
    </DataProviders>
  );
}
