'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { ListCard, ListRows, NothingYet } from '@/components/list-card';
import { StatusBadge, type Tone } from '@/components/status-badge';
import { toastError, toastSuccess } from '@/components/toasts';
import { formatPaisa } from '@/lib/core/money';
import type { OwnCreditRequest } from '@/lib/domain/sales/credits/credit-requests';
import { CreditRequestAbout } from '../integrators/credit-request-about';
import { withdrawCreditRequestAction } from './actions';

const tones: Record<OwnCreditRequest['state'], Tone> = {
  open: 'amber',
  granted: 'green',
  refused: 'red',
  withdrawn: 'grey',
};

type CreditRequestsProps = { requests: OwnCreditRequest[]; onChanged: () => void };

/** What was asked for and what became of it, the newest first. */
export function CreditRequests({ requests, onChanged }: CreditRequestsProps) {
  const t = useTranslations('partner.requests');
  const withdrawing = useAction(withdrawCreditRequestAction, {
    onSuccess: (result) => (result.ok ? toastSuccess(t('withdrawn')) : toastError(result.message)),
    onError: () => toastError(t('failed')),
    onSettled: onChanged,
  });
  return (
    <ListCard title={t('title')}>
      {requests.length === 0 ? (
        <NothingYet>{t('none')}</NothingYet>
      ) : (
        <ListRows>
          {requests.map((request) => (
            <li key={request.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <CreditRequestAbout request={request}>
                {request.answer && <p className="text-13 text-muted wrap-anywhere">{request.answer}</p>}
                {request.grantedPaisa !== null && request.grantedPaisa !== request.amountPaisa && (
                  <p className="text-13 text-muted">{t('given', { amount: formatPaisa(request.grantedPaisa) })}</p>
                )}
              </CreditRequestAbout>
              <StatusBadge tone={tones[request.state]}>{t(`states.${request.state}`)}</StatusBadge>
              {request.state === 'open' && (
                <Button
                  size="sm"
                  onPress={() => withdrawing.mutate({ id: request.id })}
                  isPending={withdrawing.isPending}
                >
                  {t('withdraw')}
                </Button>
              )}
            </li>
          ))}
        </ListRows>
      )}
    </ListCard>
  );
}
