'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/button';
import { CopyButton } from '@/components/copy-button';

type RecoveryCodesProps = { codes: string[]; onDone: () => void };

/** Shown this once; who reads them keeps them. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const t = useTranslations('factors.codes');
  const text = `${codes.join('\n')}\n`;
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    Object.assign(document.createElement('a'), { href: url, download: 'recovery-codes.txt' }).click();
    URL.revokeObjectURL(url);
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-pretty">{t('text')}</p>
      <ol aria-label={t('title')} className="rounded-lg bg-default px-3 py-2 font-mono text-13">
        {codes.map((code) => (
          <li key={code} className="py-0.5 whitespace-nowrap max-sm:text-xs">
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap justify-end gap-2">
        <CopyButton value={text} label={t('copy')} wide size="md" />
        <Button icon={<Download />} onPress={save}>
          {t('save')}
        </Button>
        <Button look="primary" onPress={onDone}>
          {t('kept')}
        </Button>
      </div>
    </div>
  );
}
