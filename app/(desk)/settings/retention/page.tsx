import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { can } from '@/lib/platform/context/permissions';
import { getRetention } from '@/lib/platform/settings/retention';
import { SettingsHeader } from '../settings-header';
import { RetentionForm } from './retention-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings');
  return { title: t('retention') };
}

export default async function RetentionPage() {
  const { ctx, allowed } = await requirePage('/settings/retention');
  if (!allowed) return <NoPermission page="/settings/retention" />;
  return (
    <>
      <SettingsHeader />
      <RetentionForm retention={await getRetention(ctx)} canChange={can(ctx.actor, 'settings.write')} />
    </>
  );
}
