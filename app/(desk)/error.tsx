'use client';

import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/error-state';

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

/** Inside the frame, so that the navigation stays usable. */
export default function DeskErrorPage({ error, retry }: ErrorPageProps) {
  const t = useTranslations('error');
  return <ErrorState title={t('pageTitle')} meaning={t('pageMeaning')} requestId={error.digest} onRetry={retry} />;
}
