'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { ActionFailure } from '@/app/session/action';
import { Button, LinkButton } from '@/components/button';
import { formatPaisa } from '@/lib/core/money';
import { formatPhone, parseNepaliMobile } from '@/lib/core/phone';
import { routes } from '@/lib/core/routes';
import type { SellInput } from '@/lib/domain/sales/sales/schemas';

/** What a press asked for: the whole sale, with what the product was called then. */
export type Pressed = { input: SellInput; productName: string };

export type Trouble =
  | { kind: 'paused' }
  | { kind: 'offline' }
  | { kind: 'duplicate_reference'; reference: string }
  | { kind: 'refused'; message: string }
  /** Whether it was sold is not known here. */
  | { kind: 'lost' }
  | { kind: 'fault'; requestId: string }
  /** It was looked for, and there was no answer to that either. */
  | { kind: 'unchecked' }
  /** It was looked for: the purchase has not arrived. */
  | { kind: 'not_sold' };

/** Why a press did not lead to a sale; null is an answer that never arrived. */
export function troubleOf(
  failure: Pick<ActionFailure, 'code' | 'message' | 'requestId'> | null,
  reference: string,
): Trouble {
  if (!failure) return { kind: 'lost' };
  switch (failure.code) {
    case 'server_error':
      return { kind: 'fault', requestId: failure.requestId };
    case 'sales_paused':
      return { kind: 'paused' };
    case 'duplicate_reference':
      return { kind: 'duplicate_reference', reference };
    default:
      return { kind: 'refused', message: failure.message };
  }
}

/** Until a look shows what became of it, the page stays as it was pressed. */
export const isUncertain = ({ kind }: Trouble): boolean => kind === 'lost' || kind === 'fault' || kind === 'unchecked';

/** What can be done about a press that has not led to a sale as far as is known. */
export type Remedies = {
  pressed: Pressed;
  /** Looks what became of it; sells nothing. */
  onCheck: () => void;
  /** Sells what was pressed, under the same reference. */
  onSell: () => void;
  /** Lets the form be changed again. */
  onChange: () => void;
  isBusy: boolean;
};

type SellTroubleProps = {
  trouble: Trouble;
  remedies?: Remedies | null;
  /** A new sale with what was chosen and typed. */
  onStartAgain?: () => void;
};

/** Why it was not sold, what that means for the money, and what to do. */
export function SellTrouble({ trouble, remedies, onStartAgain }: SellTroubleProps) {
  const t = useTranslations('sell');
  const box = useRef<HTMLDivElement>(null);
  const { kind } = trouble;
  useEffect(() => {
    if (kind) box.current?.focus();
  }, [kind]);
  const colours =
    isUncertain(trouble) || trouble.kind === 'paused' || trouble.kind === 'offline'
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
        {remedies && <RemedyButtons kind={kind} {...remedies} />}
        {trouble.kind === 'duplicate_reference' && (
          <span className="mt-3 flex flex-wrap gap-2">
            <LinkButton href={`${routes.sales()}?search=${trouble.reference}`}>
              {t('duplicate_reference.action')}
            </LinkButton>
            {onStartAgain && <Button onPress={onStartAgain}>{t('result.again')}</Button>}
          </span>
        )}
      </div>
    </div>
  );
}

function RemedyButtons({ kind, pressed, onCheck, onSell, onChange, isBusy }: Remedies & Pick<Trouble, 'kind'>) {
  const t = useTranslations('sell');
  if (kind !== 'not_sold') {
    return (
      <Button look="primary" className="mt-3" onPress={onCheck} isPending={isBusy}>
        {t('lost.action')}
      </Button>
    );
  }
  return (
    <span className="mt-3 flex flex-wrap gap-2">
      <Button look="primary" className="h-auto min-h-9 py-1.5 whitespace-normal" onPress={onSell} isPending={isBusy}>
        <SellAgain {...pressed} />
      </Button>
      <Button onPress={onChange} isDisabled={isBusy}>
        {t('not_sold.change')}
      </Button>
    </span>
  );
}

/** The sale in words, as the name of the button that makes it. */
function SellAgain({ input, productName }: Pressed) {
  const t = useTranslations('sell.not_sold');
  const phone = parseNepaliMobile(input.phone ?? '');
  const to = (phone && formatPhone(phone)) ?? input.email ?? '';
  const words = { product: productName, price: formatPaisa(input.expectedAmountPaisa), to };
  return t(to ? 'sellTo' : 'sell', words);
}

function TroubleText({ trouble }: { trouble: Trouble }) {
  const t = useTranslations('sell');
  return trouble.kind === 'refused' ? trouble.message : t(`${trouble.kind}.text`);
}
