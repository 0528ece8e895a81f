import { useTranslations } from 'next-intl';
import { usePaymentName } from '@/app/(desk)/use-payment-names';
import { Money } from '@/components/money';
import type { Till, TillLine } from '@/lib/domain/sales/shifts/read-till';
import { Difference } from '../shift-state';

/** By method: expected, and once it is closed what was counted; below it what moved. */
export function TillTable({ till, floatPaisa }: { till: Till; floatPaisa: number }) {
  const t = useTranslations('shifts');
  const nameOf = usePaymentName();
  const isCounted = till.lines.some(({ countedPaisa }) => countedPaisa !== null);
  const sum = (of: (line: TillLine) => number) => till.lines.reduce((total, line) => total + of(line), 0);
  return (
    <>
      <section aria-label={t('till')} className="card overflow-x-auto p-5">
        <table className="figures w-full text-right [&_td]:py-1.5 [&_td]:pl-4 [&_th]:py-1.5 [&_th]:pl-4 [&_th]:font-medium">
          <caption className="mb-2 text-left text-base font-semibold">{t('till')}</caption>
          <thead className="border-b border-border text-13 text-muted">
            <tr>
              <th scope="col" className="pl-0! text-left">
                {t('method')}
              </th>
              <th scope="col">{t('expected')}</th>
              {isCounted && <th scope="col">{t('counted')}</th>}
              {isCounted && <th scope="col">{t('difference')}</th>}
            </tr>
          </thead>
          <tbody>
            {till.lines.map(({ method, expectedPaisa, countedPaisa }) => (
              <tr key={method}>
                <th scope="row" className="pl-0! text-left">
                  {nameOf(method)}
                </th>
                <td>
                  <Money paisa={expectedPaisa} />
                </td>
                {countedPaisa !== null && (
                  <>
                    <td>
                      <Money paisa={countedPaisa} />
                    </td>
                    <td>
                      <Difference paisa={countedPaisa - expectedPaisa} />
                    </td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
          <tfoot className="border-t border-border font-semibold">
            <tr>
              <th scope="row" className="pl-0! text-left">
                {t('total')}
              </th>
              <td>
                <Money paisa={sum(({ expectedPaisa }) => expectedPaisa)} />
              </td>
              {isCounted && (
                <>
                  <td>
                    <Money paisa={sum(({ countedPaisa }) => countedPaisa ?? 0)} />
                  </td>
                  <td>
                    <Difference paisa={sum((line) => (line.countedPaisa ?? 0) - line.expectedPaisa)} />
                  </td>
                </>
              )}
            </tr>
          </tfoot>
        </table>
      </section>
      <section aria-label={t('movements')} className="card p-5">
        <h2 className="mb-2 text-base font-semibold">{t('movements')}</h2>
        <dl className="figures grid grid-cols-[1fr_auto_auto] gap-x-4 gap-y-1.5">
          <dt className="col-span-2">{t('float')}</dt>
          <dd className="text-right">
            <Money paisa={floatPaisa} />
          </dd>
          {till.movements.map(({ kind, count, amountPaisa }) => (
            <div key={kind} className="contents">
              <dt>{t(`kinds.${kind}`)}</dt>
              <dd className="text-right text-muted">{count}</dd>
              <dd className="text-right">
                <Money paisa={amountPaisa} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
