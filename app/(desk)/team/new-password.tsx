'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/button';
import { CopyButton } from '@/components/copy-button';

type NewPasswordProps = { password: string; onDone: () => void };

export function NewPassword({ password, onDone }: NewPasswordProps) {
  const t = useTranslations('team.password');
  return (
    <div className="flex flex-col gap-4 pt-2">
      <p className="text-muted">{t('text')}</p>
      <div className="flex items-center justify-between gap-2 rounded-lg border border-border bg-surface-secondary p-3">
        <span className="sr-only">{t('label')}</span>
        <code className="font-mono text-base break-all select-all">{password}</code>
        <CopyButton value={password} label={t('copy')} />
      </div>
      <Button look="primary" onPress={onDone} className="self-start max-sm:w-full">
        {t('done')}
      </Button>
    </div>
  );
}
