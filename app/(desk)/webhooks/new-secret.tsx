'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/button';
import { CopyButton } from '@/components/copy-button';

type NewSecretProps = { secret: string; isNew: boolean; onDone: () => void };

export function NewSecret({ secret, isNew, onDone }: NewSecretProps) {
  const t = useTranslations('webhooks.secret');
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">{t(isNew ? 'text' : 'rotatedText')}</p>
      <div className="flex items-center justify-between gap-2 rounded-lg border border-border bg-surface-secondary p-3">
        <span className="sr-only">{t('label')}</span>
        <code className="font-mono text-13 break-all select-all">{secret}</code>
        <CopyButton value={secret} label={t('copy')} />
      </div>
      <Button look="primary" onPress={onDone} className="self-start max-sm:w-full">
        {t('done')}
      </Button>
    </div>
  );
}
