'use client';

import { useTranslations } from 'next-intl';
import { Facts } from '@/components/form-layout';
import { Money } from '@/components/money';
import { formatPaisa } from '@/lib/core/money';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';

export function CreditFacts({ integrator }: { integrator: IntegratorSummary }) {
  const t = useTranslations('integrators');
  const { availablePaisa, heldPaisa, consumedPaisa, limitPaisa, lowCreditPaisa, customerMessages } = integrator;
  return (
    <section aria-labelledby="credit-facts" className="card p-5">
      <h2 id="credit-facts" className="mb-4 text-base font-semibold">
        {t('one.credit')}
      </h2>
      <Facts
        facts={[
          ...(availablePaisa === null ? [] : [{ label: t('credit'), value: <Money paisa={availablePaisa} /> }]),
          ...(heldPaisa === null ? [] : [{ label: t('one.held'), value: <Money paisa={heldPaisa} /> }]),
          ...(consumedPaisa === null ? [] : [{ label: t('spent'), value: <Money paisa={consumedPaisa} /> }]),
          { label: t('one.limit'), value: limitPaisa > 0 ? <Money paisa={limitPaisa} /> : t('one.noLimit') },
          {
            label: t('one.warning'),
            value: lowCreditPaisa === null ? t('one.noWarning') : <Money paisa={lowCreditPaisa} />,
          },
          { label: t('one.messages'), value: t(customerMessages ? 'one.messagesOurs' : 'one.messagesTheirs') },
        ]}
      />
      {availablePaisa !== null && limitPaisa > 0 && (
        <p className="mt-4 text-13 text-muted text-pretty">
          {t('one.spendable', { amount: formatPaisa(availablePaisa + limitPaisa) })}
        </p>
      )}
      {availablePaisa !== null && availablePaisa < 0 && <p className="mt-1 text-13 text-danger">{t('one.owes')}</p>}
    </section>
  );
}
