import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { getPersonLimits } from '@/lib/domain/access/limits/person-limits';
import { can } from '@/lib/platform/context/permissions';
import { SettingsHeader } from '../settings-header';
import { LimitsForm } from './limits-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings');
  return { title: t('limits') };
}

export default async function LimitSettingsPage() {
  const { ctx, allowed } = await requirePage('/settings/limits');
  if (!allowed) return <NoPermission page="/settings/limits" />;
  return (
    <>
      <SettingsHeader />
      <LimitsForm limits={await getPersonLimits(ctx)} canChange={can(ctx.actor, 'settings.write')} />
    </>
  );
}
