import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DataProviders } from '@/app/data-providers';
import { routes } from '@/lib/core/routes';
import { canMailLinks } from '@/lib/domain/access/team/send-account-email';
import { AuthLink } from '../auth-link';
import { AuthPage } from '../auth-page';
import { ForgotPasswordForm } from './forgot-password-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('forgotten.title') };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations('auth');
  return (
    <DataProviders>
      <AuthPage title={t('forgotten.title')} footer={<AuthLink href={routes.signIn()}>{t('backToSignIn')}</AuthLink>}>
        {canMailLinks() ? <ForgotPasswordForm /> : <p className="text-muted">{t('forgotten.noMail')}</p>}
      </AuthPage>
    </DataProviders>
  );
}
