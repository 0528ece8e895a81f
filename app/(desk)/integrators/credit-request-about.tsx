import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import type { OwnCreditRequest } from '@/lib/domain/sales/credits/credit-requests';

type CreditRequestAboutProps = {
  request: Pick<OwnCreditRequest, 'amountPaisa' | 'note' | 'askedBy' | 'createdAt'>;
  children?: ReactNode;
};

/** How much is asked for, what for, by whom and when. */
export function CreditRequestAbout({ request, children }: CreditRequestAboutProps) {
  const t = useTranslations('integrators.requests');
  return (
    <div className="min-w-0 flex-1 basis-48">
      <p className="font-medium">
        <Money paisa={request.amountPaisa} />
      </p>
      <p className="text-13 wrap-anywhere">{request.note}</p>
      <p className="text-13 text-muted wrap-anywhere">
        {t('by', { name: request.askedBy })} · <Instant value={request.createdAt} />
      </p>
      {children}
    </div>
  );
}
