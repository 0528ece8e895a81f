import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireUser } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { listOwnSessions } from '@/lib/domain/access/team/list-own-sessions';
import { OwnSessions } from './own-sessions';
import { PasswordForm } from './password-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('title') };
}

export default async function AccountPage() {
  const ctx = await requireUser();
  const t = await getTranslations();
  const { name, email, role } = ctx.actor;
  return (
    <div className="max-w-2xl">
      <PageHeader
        title={t('account.title')}
        subtitle={t('account.subtitle', { name, email, role: t(`navigation.roles.${role}`) })}
      />
      <div className="flex flex-col gap-6">
        <PasswordForm email={email} />
        <OwnSessions sessions={await listOwnSessions(ctx)} />
      </div>
    </div>
  );
}
