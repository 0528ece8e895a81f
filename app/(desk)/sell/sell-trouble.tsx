'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { ActionFailure } from '@/app/session/action';
import { Button, LinkButton } from '@/components/button';
import { formatPaisa } from '@/lib/core/money';
import { routes } from '@/lib/core/routes';
import type { SellInput } from '@/lib/domain/sales/sales/schemas';

export type Trouble =
  | { kind: 'paused' }
  | { kind: 'price_changed'; amountPaisa: number }
  | { kind: 'duplicate_reference'; reference: string }
  | { kind: 'refused'; message: string }
  /** Whether it was sold is not known here. `input` asks again, under the same reference. */
  | { kind: 'lost'; input: SellInput }
  | { kind: 'fault'; input: SellInput; requestId: string };

/** Why a press did not lead to a sale; null is an answer that never arrived. */
export function troubleOf(
  failure: Pick<ActionFailure, 'code' | 'message' | 'details' | 'requestId'> | null,
  input: SellInput,
): Trouble {
  if (!failure) return { kind: 'lost', input };
  switch (failure.code) {
    case 'server_error':
      return { kind: 'fault', input, requestId: failure.requestId };
    case 'sales_paused':
      return { kind: 'paused' };
    case 'price_changed':
      return { kind: 'price_changed', amountPaisa: Number(failure.details.amountPaisa) };
    case 'duplicate_reference':
      return { kind: 'duplicate_reference', reference: input.reference };
    default:
      return { kind: 'refused', message: failure.message };
  }
}

type SellTroubleProps = { trouble: Trouble; onCheck?: (() => void) | undefined; isChecking?: boolean };

/** Why it was not sold, what that means for the money, and what to do. */
export function SellTrouble({ trouble, onCheck, isChecking = false }: SellTroubleProps) {
  const t = useTranslations('sell');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const isUncertain = trouble.kind === 'lost' || trouble.kind === 'fault';
  const colours =
    isUncertain || trouble.kind === 'paused'
      ? 'bg-warning-soft text-warning-soft-foreground'
      : 'bg-danger-soft text-danger-soft-foreground';
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className={`mb-5 flex max-w-[1200px] gap-3 rounded-xl p-4 outline-none ${colours}`}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{t(`${trouble.kind}.title`)}</p>
        <p className="mt-0.5 max-w-prose text-pretty">
          <TroubleText trouble={trouble} />
        </p>
        {trouble.kind === 'fault' && (
          <p className="mt-1 text-13 wrap-anywhere">{t('fault.requestId', { id: trouble.requestId })}</p>
        )}
        {onCheck && (
          <Button look="primary" className="mt-3" onPress={onCheck} isPending={isChecking}>
            {t('lost.action')}
          </Button>
        )}
        {trouble.kind === 'duplicate_reference' && (
          <span className="mt-3 flex flex-wrap gap-2">
            <LinkButton href={`${routes.sales()}?search=${trouble.reference}`}>
              {t('duplicate_reference.action')}
            </LinkButton>
            <LinkButton href={routes.sell()}>{t('result.again')}</LinkButton>
          </span>
        )}
      </div>
    </div>
  );
}

function TroubleText({ trouble }: { trouble: Trouble }) {
  const t = useTranslations('sell');
  switch (trouble.kind) {
    case 'price_changed':
      return t('price_changed.text', { price: formatPaisa(trouble.amountPaisa) });
    case 'refused':
      return trouble.message;
    default:
      return t(`${trouble.kind}.text`);
  }
}
