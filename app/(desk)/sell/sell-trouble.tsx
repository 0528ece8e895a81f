'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ActionFailure } from '@/app/session/action';
import { Button, LinkButton } from '@/components/button';
import { Instant } from '@/components/instant';
import { useFocusOn } from '@/components/use-focus-on';
import { formatPaisa } from '@/lib/core/money';
import { formatPhone, parseNepaliMobile } from '@/lib/core/phone';
import { routes } from '@/lib/core/routes';
import type { EarlierSale } from '@/lib/domain/sales/sales/assert-not-sold-recently';
import type { SellInput } from '@/lib/domain/sales/sales/schemas';

/** What a press asked for: the whole sale, with what the product was called then. */
export type Pressed = { input: SellInput; productName: string };

export type Trouble =
  | { kind: 'paused' }
  /** Nothing is sold without an open shift. */
  | { kind: 'shift_required' }
  | { kind: 'offline' }
  | { kind: 'duplicate_reference'; reference: string }
  /** Sold to this customer minutes ago: it is for the seller to say whether once more. */
  | { kind: 'sold_recently'; sale: EarlierSale }
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
  failure: Pick<ActionFailure, 'code' | 'message' | 'requestId' | 'details'> | null,
  reference: string,
): Trouble {
  if (!failure) return { kind: 'lost' };
  switch (failure.code) {
    case 'server_error':
      return { kind: 'fault', requestId: failure.requestId };
    case 'outcome_unknown':
      return { kind: 'lost' };
    case 'shift_required':
      return { kind: 'shift_required' };
    case 'sales_paused':
      return { kind: 'paused' };
    case 'duplicate_reference':
      return { kind: 'duplicate_reference', reference };
    case 'sold_recently':
      return { kind: 'sold_recently', sale: failure.details.sale as EarlierSale };
    default:
      return { kind: 'refused', message: failure.message };
  }
}

/** Only a look shows what became of it. */
const isUncertain = ({ kind }: Trouble): boolean => kind === 'lost' || kind === 'fault' || kind === 'unchecked';

/** The page stays as it was pressed until the outcome is known, or the question answered. */
export const keepsPressed = (trouble: Trouble): boolean => isUncertain(trouble) || trouble.kind === 'sold_recently';

/** What can be done about a press that has not led to a sale as far as is known. */
export type Remedies = {
  pressed: Pressed;
  /** Looks what became of it; sells nothing. */
  onCheck: () => void;
  /** Sells what was pressed, under the same reference; despite the earlier sale that was asked about. */
  onSell: (despite?: EarlierSale) => void;
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
  const box = useFocusOn<HTMLDivElement>(trouble.kind);
  const colours =
    keepsPressed(trouble) ||
    trouble.kind === 'paused' ||
    trouble.kind === 'shift_required' ||
    trouble.kind === 'offline'
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
        {remedies && <RemedyButtons trouble={trouble} {...remedies} />}
        {trouble.kind === 'shift_required' && (
          <LinkButton className="mt-3" href={routes.shifts()}>
            {t('shift_required.action')}
          </LinkButton>
        )}
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

function RemedyButtons({ trouble, pressed, onCheck, onSell, onChange, isBusy }: Remedies & { trouble: Trouble }) {
  const t = useTranslations('sell');
  const asked = trouble.kind === 'sold_recently' ? trouble.sale : undefined;
  if (trouble.kind !== 'not_sold' && !asked) {
    return (
      <Button look="primary" className="mt-3" onPress={onCheck} isPending={isBusy}>
        {t('lost.action')}
      </Button>
    );
  }
  return (
    <span className="mt-3 flex flex-wrap gap-2">
      {asked && <LinkButton href={routes.sale(asked.id)}>{t('sold_recently.open', { id: asked.id })}</LinkButton>}
      <Button
        look={asked ? 'secondary' : 'primary'}
        className="h-auto min-h-9 py-1.5 whitespace-normal"
        onPress={() => onSell(asked)}
        isPending={isBusy}
      >
        <SellAgain {...pressed} oneMore={asked !== undefined} />
      </Button>
      <Button onPress={onChange} isDisabled={isBusy}>
        {t('not_sold.change')}
      </Button>
    </span>
  );
}

/** The sale in words, as the name of the button that makes it. */
function SellAgain({ input, productName, oneMore }: Pressed & { oneMore: boolean }) {
  const t = useTranslations(oneMore ? 'sell.sold_recently' : 'sell.not_sold');
  const phone = parseNepaliMobile(input.phone ?? '');
  const to = (phone && formatPhone(phone)) ?? input.email ?? '';
  const words = { product: productName, price: formatPaisa(input.expectedAmountPaisa), to };
  return t(to ? 'sellTo' : 'sell', words);
}

function TroubleText({ trouble }: { trouble: Trouble }) {
  const t = useTranslations('sell');
  const state = useTranslations('sales.states');
  if (trouble.kind === 'refused') return trouble.message;
  if (trouble.kind !== 'sold_recently') return t(`${trouble.kind}.text`);
  const { id, productName: product, sellerName: seller, createdAt, state: now } = trouble.sale;
  const words = { id, product, seller, state: state(now), when: () => <Instant value={createdAt} /> };
  return t.rich('sold_recently.text', words);
}
