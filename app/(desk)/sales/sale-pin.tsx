'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { Button } from '@/components/button';
import { CopyButton } from '@/components/copy-button';
import { Code } from '@/components/masked-code';
import { toastError } from '@/components/toasts';
import { whenNeeded } from '@/components/when-needed';
import { maskCode } from '@/lib/core/mask-code';
import { useWithLimitReason } from '../limit-reason';
import { revealSalePinAction } from './actions';

const QrCode = whenNeeded(() => import('@/components/qr-code').then((module) => module.QrCode));

const shownFor = 60_000;

export type ShownPin = {
  clear: string | null;
  /** Asks for it, audited. Resolves with the errors of its fields when it is refused for one. */
  reveal: (reason?: string) => Promise<string | null>;
  hide: () => void;
  isPending: boolean;
};

/** A sale's PIN in this component's state only. One that was asked for hides again after a minute. */
export function useSalePin(saleId: number, soldPin: string | null = null): ShownPin {
  const t = useTranslations('sales.reveal');
  const withReason = useWithLimitReason();
  const [clear, setClear] = useState(soldPin);
  const [isPending, setPending] = useState(false);

  useEffect(() => {
    if (clear === null || clear === soldPin) return;
    const timer = setTimeout(() => setClear(null), shownFor);
    return () => clearTimeout(timer);
  }, [clear, soldPin]);

  const reveal = async (reason?: string): Promise<string | null> => {
    setPending(true);
    const result = await withReason((limitReason) =>
      revealSalePinAction({ saleId, reason: limitReason ?? reason }),
    ).catch(() => null);
    setPending(false);
    if (result?.ok) {
      setClear(result.value.pin);
      return null;
    }
    const refusal = result?.fields.reason?.[0] ?? null;
    if (!refusal) toastError(result?.message ?? t('failed'));
    return refusal;
  };
  return { clear, reveal, hide: () => setClear(null), isPending };
}

type SalePinProps = { pin: ShownPin; lastFour: string; canReveal?: boolean };

/** The PIN large, or its last four and the way to see it. */
export function SalePin({ pin: { clear, reveal, hide, isPending }, lastFour, canReveal = true }: SalePinProps) {
  const t = useTranslations('sales.reveal');
  const roles = useRolesThatCan('sales.reveal');
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-4">
      {clear !== null && (
        <div className="size-32 shrink-0">
          <QrCode value={clear} label={t('qr')} />
        </div>
      )}
      <div className="min-w-0 flex-1">
        <p className="text-13 text-muted">{t('name')}</p>
        <p className="mt-1 min-h-8">
          {clear === null ? (
            <code className="text-xl font-semibold tabular-nums">
              <span aria-hidden>{maskCode(lastFour)}</span>
            </code>
          ) : (
            <Code value={clear} size="lg" />
          )}
        </p>
        <div className="no-print mt-3 flex flex-wrap gap-2">
          {clear === null && canReveal && (
            <Button icon={<Eye />} onPress={() => void reveal()} isPending={isPending}>
              {t('show')}
            </Button>
          )}
          {clear === null && !canReveal && <p className="text-13 text-muted">{t('forbidden', { roles })}</p>}
          {clear !== null && (
            <>
              <CopyButton value={clear} label={t('copy')} wide size="md" />
              <Button look="quiet" icon={<EyeOff />} onPress={hide}>
                {t('hide')}
              </Button>
            </>
          )}
        </div>
      </div>
      <p role="status" className="sr-only">
        {clear === null ? '' : t('shown')}
      </p>
    </div>
  );
}
