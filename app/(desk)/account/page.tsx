import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OwnFactors } from '@/app/_factors/own-factors';
import { requirePage } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { getOwnFactors } from '@/lib/domain/access/factors/get-own-factors';
import { listOwnSessions } from '@/lib/domain/access/team/list-own-sessions';
import { getOwnMails } from '@/lib/domain/access/team/own-mails';
import { can } from '@/lib/platform/context/permissions';
import { isBuiltIn } from '@/lib/platform/context/roles';
import { CalendarChoice } from './calendar-choice';
import { LanguageChoice } from './language-choice';
import { MailChoice } from './mail-choice';
import { OwnSessions } from './own-sessions';
import { PasswordForm } from './password-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('title') };
}

export default async function AccountPage() {
  const { ctx } = await requirePage('/account');
  const t = await getTranslations();
  const { name, email, role, language, calendar = 'gregorian' } = ctx.actor;
  const { keyMails, pauseMails, webhookMails } = await getOwnMails(ctx);
  return (
    <div className="max-w-2xl">
      <PageHeader
        title={t('account.title')}
        subtitle={t('account.subtitle', {
          name,
          email,
          role: isBuiltIn(role) ? t(`navigation.roles.${role}`) : role.name,
        })}
      />
      <div className="flex flex-col gap-6">
        <LanguageChoice language={language ?? null} />
        <CalendarChoice calendar={calendar} />
        <PasswordForm email={email} />
        <OwnFactors factors={await getOwnFactors(ctx)} />
        {can(ctx.actor, 'coupons.write') && <MailChoice mails="pauseMails" wanted={pauseMails} />}
        {can(ctx.actor, 'integrators.write') && <MailChoice mails="keyMails" wanted={keyMails} />}
        {can(ctx.actor, 'webhooks.write') && <MailChoice mails="webhookMails" wanted={webhookMails} />}
        <OwnSessions sessions={await listOwnSessions(ctx)} />
      </div>
    </div>
  );
}
