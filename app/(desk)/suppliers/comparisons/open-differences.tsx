'use client';

import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { ListCard, ListRows } from '@/components/list-card';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { whenNeeded } from '@/components/when-needed';
import { routes } from '@/lib/core/routes';
import type { Comparisons } from '@/lib/domain/sales/supply/list-comparisons';
import { ExportButton } from '../../export-button';

const CloseDialog = whenNeeded(() => import('./close-dialog').then((module) => module.CloseDialog));

type Difference = Comparisons['differences'][number];
type OpenDifferencesProps = { comparisons: Comparisons; canClose: boolean; onClosed: () => void };

/** What waits for a person, each with what it means and what to do. */
export function OpenDifferences({ comparisons: { differences, open }, canClose, onClosed }: OpenDifferencesProps) {
  const t = useTranslations('comparisons');
  const [closing, setClosing] = useState<Difference | null>(null);
  return (
    <ListCard
      title={t('open.title', { count: open })}
      aside={<ExportButton address="/api/desk/suppliers/differences/exports" kind="differences" filter={{}} />}
    >
      {differences.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title={t('open.emptyTitle')}>
          {t('open.emptyText')}
        </EmptyState>
      ) : (
        <ListRows>
          {differences.map((difference) => (
            <li key={difference.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-0 flex-1 basis-72 text-pretty">
                <p className="font-medium">{t(`kinds.${difference.kind}.known`)}</p>
                <p className="text-muted">{t(`kinds.${difference.kind}.toDo`)}</p>
                <p className="mt-1 text-13 text-muted wrap-anywhere">
                  <Facts difference={difference} />
                </p>
              </div>
              {canClose && (
                <Button size="sm" onPress={() => setClosing(difference)}>
                  {t('close.action')}
                </Button>
              )}
            </li>
          ))}
        </ListRows>
      )}
      {open > differences.length && <p className="px-4 py-3 text-13 text-muted">{t('open.more')}</p>}
      {closing && <CloseDialog difference={closing} onClose={() => setClosing(null)} onDone={onClosed} />}
    </ListCard>
  );
}

/** Which sale it is about, what each book says, and since when. */
function Facts({ difference }: { difference: Difference }) {
  const t = useTranslations('comparisons.facts');
  const { kind, saleId, oursPaisa, theirsPaisa, firstSeenAt } = difference;
  const theirs = kind === 'ledger' ? 'booked' : kind === 'redeemed_never_sold' ? 'off' : 'theirs';
  const amounts = oursPaisa !== theirsPaisa && (
    <>
      {oursPaisa !== null && t.rich('ours', { sum: () => <Money paisa={oursPaisa} /> })}
      {oursPaisa !== null && theirsPaisa !== null && ' · '}
      {theirsPaisa !== null && t.rich(theirs, { sum: () => <Money paisa={theirsPaisa} /> })}
      {' · '}
    </>
  );
  return (
    <>
      {saleId !== null && (
        <>
          <Link href={routes.sale(saleId)} className="underline underline-offset-2">
            {t('sale', { id: saleId })}
          </Link>
          {' · '}
        </>
      )}
      <Which difference={difference} />
      {amounts}
      {t.rich('since', { time: () => <Instant value={firstSeenAt} /> })}
    </>
  );
}

/** What it is found by, where the sale does not say it. */
function Which({ difference: { kind, saleId, reference } }: { difference: Difference }) {
  const t = useTranslations('comparisons.facts');
  if (kind === 'sold_never_delivered' || (kind === 'ledger' && saleId !== null)) return null;
  const separator = ' · ';
  if (kind === 'redeemed_never_sold') {
    return (
      <>
        <Link href={routes.redemption(Number(reference))} className="underline underline-offset-2">
          {t('redemption', { id: reference })}
        </Link>
        {separator}
      </>
    );
  }
  return (
    <>
      {kind === 'balance' && t.rich('balance', { time: () => <Instant value={reference} /> })}
      {kind === 'ledger' && t('account', { id: reference.replace('account-', '') })}
      {kind !== 'balance' && kind !== 'ledger' && t.rich('reference', { text: () => <Mono>{reference}</Mono> })}
      {separator}
    </>
  );
}
