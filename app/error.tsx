'use client';

import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/error-state';

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const t = useTranslations('error');
  return (
    <main className="flex min-h-[70dvh] items-center justify-center">
      <ErrorState isPage title={t('pageTitle')} meaning={t('pageMeaning')} requestId={error.digest} onRetry={retry} />
    </main>
  );
}
