import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { OwnFactors } from '@/app/_factors/own-factors';
import { DataProviders } from '@/app/data-providers';
import { findUserContext } from '@/app/session/current-user';
import { ProofDialog } from '@/app/session/proof-dialog';
import { AppMark } from '@/components/app-mark';
import { routes } from '@/lib/core/routes';
import { getOwnFactors } from '@/lib/domain/access/factors/get-own-factors';
import { safeReturnPath } from '@/lib/platform/auth/return-path';
import { SignOutButton } from './sign-out-button';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('factors.required');
  return { title: t('title') };
}

type SearchParams = Promise<{ returnTo?: string | string[] }>;

/** Where somebody is led whose role needs a second factor and who has none; nothing else works until they have. */
export default async function SecondFactorPage({ searchParams }: { searchParams: SearchParams }) {
  const { returnTo } = await searchParams;
  const target = safeReturnPath(typeof returnTo === 'string' ? returnTo : undefined);
  const ctx = await findUserContext();
  if (!ctx) redirect(routes.signIn(target === '/' ? undefined : target));
  if (!ctx.actor.needsFactor) redirect(target);
  const t = await getTranslations('factors.required');
  return (
    <DataProviders>
      <main className="mx-auto w-full max-w-2xl px-4 pt-[8dvh] pb-10">
        <div className="mb-3 flex items-center gap-2.5">
          <AppMark className="size-7" />
          <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
        </div>
        <p className="mb-6 max-w-prose text-muted text-pretty">{t('text', { name: ctx.actor.name })}</p>
        <OwnFactors factors={await getOwnFactors(ctx)} isSetUp />
        <div className="mt-4">
          <SignOutButton />
        </div>
        <ProofDialog />
      </main>
    </DataProviders>
  );
}
