'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Wallet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { Button } from '@/components/button';
import { PageHeader } from '@/components/page-header';
import { whenNeeded } from '@/components/when-needed';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import type { OwnCreditRequest } from '@/lib/domain/sales/credits/credit-requests';
import type { OwnPrice } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';
import { CreditFacts } from '../integrators/[id]/credit-facts';
import { CreditRequests } from './credit-requests';
import { PartnerKeys } from './partner-keys';
import { PartnerPrices } from './partner-prices';

const AskForCreditDialog = whenNeeded(() =>
  import('./ask-for-credit-dialog').then((module) => module.AskForCreditDialog),
);

type Overview = { integrator: IntegratorSummary; requests: OwnCreditRequest[]; prices: OwnPrice[] };

/** Credit, keys, requests and prices of a partner's own company. */
export function PartnerOverview({ initial }: { initial: Overview }) {
  const t = useTranslations('partner');
  const queryClient = useQueryClient();
  const { data } = useQuery<Overview>({
    queryKey: ['partner', 'overview'],
    queryFn: () => read(deskClient.partner.$get()),
    initialData: initial,
  });
  const [isAsking, setAsking] = useState(false);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['partner'] });
  const { integrator, requests, prices } = data;
  const isOpen = requests.some(({ state }) => state === 'open');
  return (
    <>
      <PageHeader
        title={integrator.name}
        action={
          !isOpen && (
            <Button look="primary" icon={<Wallet />} onPress={() => setAsking(true)}>
              {t('requests.ask')}
            </Button>
          )
        }
      />
      <div className="grid max-w-[1200px] items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <CreditRequests requests={requests} onChanged={refresh} />
          <PartnerKeys keys={integrator.keys} onChanged={refresh} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <CreditFacts integrator={integrator} />
          <PartnerPrices prices={prices} />
        </div>
      </div>
      {isAsking && <AskForCreditDialog onClose={() => setAsking(false)} onDone={refresh} />}
    </>
  );
}
