import { CircleCheck } from 'lucide-react';
import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { findUserContext } from '@/app/session/current-user';
import { routes } from '@/lib/core/routes';
import { safeReturnPath } from '@/lib/platform/auth/return-path';
import { findAwaitedFactors } from '@/lib/platform/auth/second-step';
import { relyingParty, takesPasskeys } from '@/lib/platform/factors/relying-party';
import { oidcProviders } from '@/lib/platform/oidc/providers';
import { currentSettings } from '@/lib/platform/settings/current-settings';
import { AuthLink } from '../auth-link';
import { AuthPage } from '../auth-page';
import { providerRefusal } from './provider-refusal';
import { SecondStepForm } from './second-step-form';
import { SignInForm } from './sign-in-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('title') };
}

type SearchParams = Promise<{
  returnTo?: string | string[];
  error?: string | string[];
  chosen?: string | string[];
  refused?: string | string[];
  provider?: string | string[];
}>;

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { returnTo, error, chosen, refused, provider } = await searchParams;
  const target = safeReturnPath(typeof returnTo === 'string' ? returnTo : undefined);
  if (chosen === undefined && (await findUserContext())) redirect(target);
  const t = await getTranslations('auth');
  const { companyName } = await currentSettings();
  const awaited = await findAwaitedFactors(await cookies());
  return (
    <AuthPage
      title={t('heading', { appName: companyName })}
      footer={
        awaited ? t('secondStep.lost') : <AuthLink href={routes.forgotPassword()}>{t('forgotten.link')}</AuthLink>
      }
    >
      {chosen !== undefined && !awaited && (
        <p
          role="status"
          className="mb-5 flex gap-2 rounded-lg bg-success-soft p-3 text-13 text-success-soft-foreground"
        >
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t('choose.done')}
        </p>
      )}
      {awaited ? (
        <SecondStepForm returnTo={target} factors={awaited} />
      ) : (
        <SignInForm
          returnTo={target}
          hasFailed={error !== undefined}
          refusedByProvider={await providerRefusal(refused, provider)}
          providers={oidcProviders().map(({ name, label }) => ({ name, label }))}
          takesPasskeys={takesPasskeys(relyingParty(await headers()))}
        />
      )}
    </AuthPage>
  );
}
