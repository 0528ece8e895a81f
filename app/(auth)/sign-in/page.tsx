import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { findUserContext } from '@/app/session/current-user';
import { AppMark } from '@/components/app-mark';
import { safeReturnPath } from '@/lib/platform/auth/return-path';
import { currentSettings } from '@/lib/platform/settings/current-settings';
import { SignInForm } from './sign-in-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('title') };
}

type SearchParams = Promise<{ returnTo?: string | string[]; error?: string | string[] }>;

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { returnTo, error } = await searchParams;
  const target = safeReturnPath(typeof returnTo === 'string' ? returnTo : undefined);
  if (await findUserContext()) redirect(target);
  const t = await getTranslations('auth');
  const { companyName } = await currentSettings();
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[14dvh] pb-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-2.5">
          <AppMark className="size-7" />
          <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">
            {t('heading', { appName: companyName })}
          </h1>
        </div>
        <div className="card p-5 sm:p-6">
          <SignInForm returnTo={target} hasFailed={error !== undefined} />
        </div>
        <p className="mt-4 px-1 text-13 text-muted">{t('forgotten')}</p>
      </div>
    </main>
  );
}
