'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { Button } from '@/components/button';
import { whenNeeded } from '@/components/when-needed';
import type { IntegratorKeySummary, IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import type { IntegratorPrice } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';
import type { SaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import type { KeyDialog } from '../key-dialogs';
import { CreditFacts } from './credit-facts';
import { IntegratorFrame } from './integrator-frame';
import { IntegratorKeys } from './integrator-keys';
import { IntegratorPrices } from './integrator-prices';
import { LastPurchases } from './last-purchases';
import { OpenRequests } from './open-requests';
import { PublishableKeys } from './publishable-keys';
import { TestKeys } from './test-keys';

const KeyDialogs = whenNeeded(() => import('../key-dialogs').then((module) => module.KeyDialogs));

type Overview = {
  integrator: IntegratorSummary;
  purchases: SaleSummary[];
  /** For anyone who sees money. */
  prices: IntegratorPrice[] | null;
  /** Where there is a test mode. */
  testKeys: IntegratorKeySummary[] | null;
};

export function IntegratorOverview({ initial, canWrite }: { initial: Overview; canWrite: boolean }) {
  const t = useTranslations('integrators');
  const queryClient = useQueryClient();
  const { id } = initial.integrator;
  const { data } = useQuery<Overview>({
    queryKey: ['integrators', id],
    queryFn: () => read(deskClient.integrators.one.$get({ query: { id: String(id) } })),
    initialData: initial,
  });
  const { integrator, purchases, prices, testKeys } = data;
  const [keyDialog, setKeyDialog] = useState<KeyDialog | null>(null);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['integrators'] });
  const newKey = (
    <Button
      look="primary"
      icon={<KeyRound />}
      onPress={() => setKeyDialog({ kind: 'form', name: integrator.name, seesMoney: prices !== null })}
    >
      {t('new')}
    </Button>
  );
  return (
    <IntegratorFrame integrator={integrator} canWrite={canWrite} action={canWrite && newKey}>
      <div className="grid max-w-[1200px] items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <OpenRequests integrator={integrator} canWrite={canWrite} onChanged={refresh} />
          <IntegratorKeys
            title={t('one.keys')}
            none={t('one.noKeys')}
            keys={integrator.keys.filter(({ publishableKey }) => publishableKey === null)}
            canWrite={canWrite}
            onChanged={refresh}
            onMade={(key) => setKeyDialog({ kind: 'made', name: integrator.name, key })}
          />
          <PublishableKeys integrator={integrator} canWrite={canWrite} onChanged={refresh} />
          {testKeys && (
            <TestKeys
              integratorId={id}
              keys={testKeys}
              canWrite={canWrite}
              onChanged={refresh}
              onMade={(key) => setKeyDialog({ kind: 'made', name: integrator.name, key, isTest: true })}
            />
          )}
          <LastPurchases purchases={purchases} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <CreditFacts integrator={integrator} />
          {prices && (
            <IntegratorPrices integrator={integrator} prices={prices} canWrite={canWrite} onChanged={refresh} />
          )}
        </div>
      </div>
      <KeyDialogs dialog={keyDialog} onChange={setKeyDialog} onMade={refresh} />
    </IntegratorFrame>
  );
}
