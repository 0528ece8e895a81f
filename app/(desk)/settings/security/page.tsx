import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import { can } from '@/lib/platform/context/permissions';
import { getSecuritySettings } from '@/lib/platform/settings/security-settings';
import { SettingsHeader } from '../settings-header';
import { FourEyesForm } from './four-eyes-form';
import { SecurityForm } from './security-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.securityForm');
  return { title: t('title') };
}

export default async function SecuritySettingsPage() {
  const { ctx, allowed } = await requirePage('/settings/security');
  if (!allowed) return <NoPermission page="/settings/security" />;
  const [settings, limits] = await Promise.all([getSecuritySettings(ctx.db), readFourEyes(ctx.db)]);
  const canChange = can(ctx.actor, 'settings.write');
  return (
    <>
      <SettingsHeader />
      <div className="flex flex-col gap-8">
        <SecurityForm settings={settings} canChange={canChange} />
        <FourEyesForm limits={limits} canChange={canChange} />
      </div>
    </>
  );
}
