'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { Button } from '@/components/button';
import { ListCard, ListRows } from '@/components/list-card';
import { whenNeeded } from '@/components/when-needed';
import { formatPaisa } from '@/lib/core/money';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import type { CreditRequest } from '@/lib/domain/sales/credits/credit-requests';
import { showsCredit } from '../credit-dialog-props';
import { CreditRequestAbout } from '../credit-request-about';

const RefuseDialog = whenNeeded(() => import('./refuse-request-dialog').then((module) => module.RefuseDialog));
const TopUpDialog = whenNeeded(() => import('../move-credit-dialog').then((module) => module.TopUpDialog));

type Requests = { rows: CreditRequest[] };
type Opened = { dialog: 'grant' | 'refuse'; request: CreditRequest };
type OpenRequestsProps = { integrator: IntegratorSummary; canWrite: boolean; onChanged: () => void };

/** What the company's partners ask for and nobody has answered; nothing at all when there is none. */
export function OpenRequests({ integrator, canWrite, onChanged }: OpenRequestsProps) {
  const t = useTranslations('integrators.requests');
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<Opened | null>(null);
  const { data } = useQuery<Requests>({
    queryKey: ['integrators', 'credit-requests'],
    queryFn: () => read(deskClient.integrators['credit-requests'].$get()),
  });
  const requests = (data?.rows ?? []).filter(({ integratorId }) => integratorId === integrator.id);
  const done = () => {
    void queryClient.invalidateQueries({ queryKey: ['integrators'] });
    onChanged();
  };
  if (requests.length === 0) return null;
  return (
    <ListCard title={t('title')}>
      <ListRows>
        {requests.map((request) => (
          <li key={request.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <CreditRequestAbout request={request} />
            {canWrite && (
              <div className="flex flex-wrap gap-2">
                {showsCredit(integrator) && (
                  <Button size="sm" look="primary" onPress={() => setOpen({ dialog: 'grant', request })}>
                    {t('grant', { amount: formatPaisa(request.amountPaisa) })}
                  </Button>
                )}
                <Button size="sm" onPress={() => setOpen({ dialog: 'refuse', request })}>
                  {t('refuse')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ListRows>
      {open?.dialog === 'grant' && showsCredit(integrator) && (
        <TopUpDialog integrator={integrator} request={open.request} onClose={() => setOpen(null)} onDone={done} />
      )}
      {open?.dialog === 'refuse' && <RefuseDialog request={open.request} onClose={() => setOpen(null)} onDone={done} />}
    </ListCard>
  );
}
