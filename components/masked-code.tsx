'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { maskCode } from '@/lib/core/mask-code';
import { IconButton } from './button';
import { CopyButton } from './copy-button';
import { groupByFour } from './group-by-four';
import { toastError } from './toasts';

type CodeProps = { value: string; size?: 'md' | 'lg' };

/** A code in clear. `lg` is for the main PIN of a page. */
export function Code({ value, size = 'md' }: CodeProps) {
  const looks =
    size === 'lg'
      ? 'text-xl font-semibold sm:text-2xl sm:tracking-wide print:text-xl print:tracking-normal'
      : 'text-13';
  return <code className={`wrap-break-word tabular-nums ${looks}`}>{groupByFour(value)}</code>;
}

type MaskedCodeProps = {
  /** Its end: all that the page has before it is revealed. */
  lastFour: string;
  /** Reads the code in clear (audited). Without it there is no button. */
  reveal?: () => Promise<string>;
  /** What it is, for the buttons' names: "code 7K3Q". */
  name: string;
};

const revealedFor = 60_000;

/** `••••-7K3Q` until revealed; a revealed one hides again after a minute. It is kept in this component's state only. */
export function MaskedCode({ lastFour, reveal, name }: MaskedCodeProps) {
  const t = useTranslations('common.code');
  const [clear, setClear] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  useEffect(() => {
    if (clear === null) return;
    const timer = setTimeout(() => setClear(null), revealedFor);
    return () => clearTimeout(timer);
  }, [clear]);

  const show = async () => {
    if (!reveal) return;
    setPending(true);
    try {
      setClear(await reveal());
    } catch (error) {
      toastError(error instanceof Error && error.message ? error.message : t('revealFailed', { name }));
    } finally {
      setPending(false);
    }
  };

  return (
    <span className="inline-flex min-h-8 items-center gap-1">
      {clear === null ? (
        <code className="font-mono text-13 tabular-nums">
          <span className="sr-only">{t('endingIn', { lastFour })}</span>
          <span aria-hidden>{maskCode(lastFour)}</span>
        </code>
      ) : (
        <Code value={clear} />
      )}
      {clear !== null && <CopyButton value={clear} label={t('copy', { name })} />}
      {reveal &&
        (clear === null ? (
          <IconButton size="sm" icon={<Eye />} label={t('reveal', { name })} onPress={show} isPending={isPending} />
        ) : (
          <IconButton size="sm" icon={<EyeOff />} label={t('hide', { name })} onPress={() => setClear(null)} />
        ))}
      <span role="status" className="sr-only">
        {clear === null ? '' : t('revealed', { name })}
      </span>
    </span>
  );
}
