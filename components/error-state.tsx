'use client';

import { CloudAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from './button';
import { CopyButton } from './copy-button';
import { StatePanel } from './state-panel';

type ErrorStateProps = {
  /** What happened. */
  title?: string;
  /** What it means for the money or the data. */
  meaning?: ReactNode;
  /** What to do about it. */
  advice?: ReactNode;
  requestId?: string | undefined;
  onRetry?: () => void;
  isRetrying?: boolean;
  isPage?: boolean;
};

export function ErrorState({
  title,
  meaning,
  advice,
  requestId,
  onRetry,
  isRetrying = false,
  isPage = false,
}: ErrorStateProps) {
  const t = useTranslations('error');
  return (
    <StatePanel
      icon={<CloudAlert />}
      title={title ?? t('title')}
      tone="danger"
      role="alert"
      isPage={isPage}
      actions={
        onRetry && (
          <Button onPress={onRetry} isPending={isRetrying}>
            {t('retry')}
          </Button>
        )
      }
    >
      <p>{meaning ?? t('meaning')}</p>
      <p>{advice ?? t(requestId ? 'advice' : 'adviceAlone')}</p>
      {requestId && (
        <p className="mt-2 flex items-center justify-center gap-1 text-13">
          <span>{t('requestId')}</span>
          <code className="rounded-sm bg-default px-1.5 py-0.5 text-xs text-foreground">{requestId}</code>
          <CopyButton value={requestId} label={t('copyRequestId')} />
        </p>
      )}
    </StatePanel>
  );
}
