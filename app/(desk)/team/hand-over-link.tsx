'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/button';
import { CopyButton } from '@/components/copy-button';

type HandOverLinkProps = { path: string; reason: 'not_configured' | 'failed'; onDone: () => void };

/** A link that an admin passes on: it is shown here and nowhere else. */
export function HandOverLink({ path, reason, onDone }: HandOverLinkProps) {
  const t = useTranslations('team.link');
  const link = `${window.location.origin}${path}`;
  return (
    <div className="flex flex-col gap-4 pt-2">
      <p>{t(reason === 'failed' ? 'failed' : 'notConfigured')}</p>
      <div className="flex items-center justify-between gap-2 rounded-lg border border-border bg-surface-secondary p-3">
        <span className="sr-only">{t('label')}</span>
        <code className="min-w-0 font-mono text-13 break-all select-all">{link}</code>
        <CopyButton value={link} label={t('copy')} />
      </div>
      <p className="text-13 text-muted">{t('once')}</p>
      <Button look="primary" onPress={onDone} className="self-start max-sm:w-full">
        {t('done')}
      </Button>
    </div>
  );
}
