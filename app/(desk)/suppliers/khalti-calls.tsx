'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { ListCard, ListRows, NothingYet } from '@/components/list-card';
import { isKhaltiCode, khaltiCodes } from '@/lib/adapters/khalti/error-codes';
import type { SupplierStatus } from '@/lib/domain/sales/supply/get-supplier';

/** The outcome of a call in words: Khalti's codes by their meaning, everything else by the desk's own texts. */
function useOutcomeWords(): (outcome: string) => string {
  const t = useTranslations('suppliers.outcomes');
  return (outcome) => {
    const code = outcome.replace(/^khalti:/, '');
    if (isKhaltiCode(code)) return `${t('refused')}: ${khaltiCodes[code]} (${code})`;
    const key = outcome as Parameters<typeof t.has>[0];
    return t.has(key) ? t(key) : t('failed');
  };
}

export function CallsToday({ calls }: { calls: SupplierStatus['calls'] }) {
  const t = useTranslations('suppliers');
  const format = useFormatter();
  const outcomeWords = useOutcomeWords();
  const time = (ms: number) =>
    ms < 1000 ? t('calls.ms', { ms }) : t('calls.s', { s: format.number(ms / 1000, { maximumFractionDigits: 1 }) });
  return (
    <ListCard title={t('calls.title')}>
      {calls.length === 0 ? (
        <NothingYet>{t('today.none')}</NothingYet>
      ) : (
        <table className="w-full border-t border-separator text-13">
          <thead className="text-muted">
            <tr>
              <th className="px-4 py-2 text-start font-medium">{t('calls.kind')}</th>
              <th className="py-2 text-start font-medium">{t('calls.outcome')}</th>
              <th className="px-3 py-2 text-end font-medium">{t('calls.count')}</th>
              <th className="px-4 py-2 text-end font-medium">{t('calls.median')}</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-separator">
            {calls.map(({ kind, outcome, count, medianMs }) => (
              <tr key={`${kind} ${outcome}`}>
                <td className="px-4 py-2">{t(`kinds.${kind}`)}</td>
                <td className={`py-2 ${outcome === 'ok' ? '' : 'font-medium text-danger'}`}>{outcomeWords(outcome)}</td>
                <td className="figures px-3 py-2 text-end">{format.number(count)}</td>
                <td className="figures px-4 py-2 text-end whitespace-nowrap">{time(medianMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ListCard>
  );
}

export function LastTroubles({ troubles }: { troubles: SupplierStatus['troubles'] }) {
  const t = useTranslations('suppliers');
  const outcomeWords = useOutcomeWords();
  return (
    <ListCard title={t('troubles.title')}>
      {troubles.length === 0 ? (
        <NothingYet>{t('troubles.none')}</NothingYet>
      ) : (
        <ListRows>
          {troubles.map(({ id, at, kind, outcome, words }) => (
            <li key={id} className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-1 basis-48">
                <p className="font-medium">{outcomeWords(outcome)}</p>
                {words && <p className="text-13 text-muted wrap-anywhere">{words}</p>}
              </div>
              <p className="text-13 text-muted">
                {t(`kinds.${kind}`)} · <Instant value={at} />
              </p>
            </li>
          ))}
        </ListRows>
      )}
    </ListCard>
  );
}
