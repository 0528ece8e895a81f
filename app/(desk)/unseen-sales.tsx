'use client';

import { useMutationState, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Clock } from 'lucide-react';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import { Instant } from '@/components/instant';
import { formatPaisa } from '@/lib/core/money';
import { maskPhone } from '@/lib/core/phone';
import { routes } from '@/lib/core/routes';
import type { SaleState } from '@/lib/domain/sales/sales/filters';
import type { OpenOwnSale } from '@/lib/domain/sales/sales/list-open-own-sales';
import { hasResult } from '@/lib/domain/sales/sales/sale-transitions';
import { pauseBefore } from './sales/use-live-sale';
import { acknowledgeSaleAction } from './sell/actions';

/** A mutation under this key sells: while one runs, its sale is looked for. */
export const sellKey = ['sell'];
export const watchKey = ['sales', 'open-own'];
const whileSelling = 2_000;
/** An answer that is not there by then is not coming. */
const sellsAtMost = 90_000;
/** More would push the page itself out of sight. */
const shownAtOnce = 3;

/**
 * On every page: what this seller sold and was not shown the result of, ended or not, wherever it was sold and whatever got
 * lost on the way. The server knows it and says it with the page, so that it pushes nothing down later. This asks once more, for a sale
 * that was on its way meanwhile, and then only while there is an open sale or one is being made.
 */
export function UnseenSales({ initial }: { initial: OpenOwnSale[] }) {
  const t = useTranslations('sales.unseen');
  const address = `${usePathname()}?${useSearchParams()}`;
  const selling = useMutationState({
    filters: { mutationKey: sellKey, status: 'pending' },
    select: ({ state }) => state.submittedAt,
  });
  const isSelling = () => selling.some((since) => Date.now() - since < sellsAtMost);
  const { data } = useQuery({
    queryKey: watchKey,
    queryFn: async () => (await read(deskClient.sales['open-own'].$get())).rows,
    initialData: initial,
    initialDataUpdatedAt: 0,
    refetchInterval: ({ state }) => {
      if (isSelling()) return whileSelling;
      const pauses = (state.data ?? []).map(pauseBefore).filter((pause) => pause !== false);
      return pauses.length > 0 && Math.min(...pauses);
    },
  });
  const unseen = data.filter((sale) => sale.unseen && !isShownAt(address, sale));
  const older = unseen.slice(shownAtOnce);
  return (
    <div role="status" className="no-print">
      {unseen.length > 0 && (
        <div className="mb-5 flex max-w-[1200px] flex-col gap-2">
          <UnseenList label={t('label')} sales={unseen.slice(0, shownAtOnce)} />
          {older.length > 0 && (
            <details>
              <summary className="w-fit rounded-lg py-1 text-link">{t('more', { count: older.length })}</summary>
              <div className="mt-2">
                <UnseenList label={t('older')} sales={older} />
              </div>
            </details>
          )}
        </div>
      )}
    </div>
  );
}

function UnseenList({ label, sales }: { label: string; sales: OpenOwnSale[] }) {
  return (
    <ul aria-label={label} className="flex flex-col gap-2">
      {sales.map((sale) => (
        <UnseenSale key={sale.id} {...sale} />
      ))}
    </ul>
  );
}

const looks = {
  sold: { colours: 'bg-accent-soft text-accent-soft-foreground', Icon: CircleCheck },
  open: { colours: 'bg-surface-secondary', Icon: Clock },
  other: { colours: 'bg-warning-soft text-warning-soft-foreground', Icon: CircleAlert },
};

function UnseenSale(sale: OpenOwnSale) {
  const t = useTranslations('sales.unseen');
  const { id, state, productName: product, amountPaisa, phone, email, createdAt } = sale;
  const contact = phone ? maskPhone(phone) : (email ?? '');
  const words = {
    product,
    price: formatPaisa(amountPaisa),
    contact,
    to: contact ? 'somebody' : 'nobody',
    when: () => <Instant value={createdAt} />,
  };
  const { colours, Icon } = looks[state === 'succeeded' ? 'sold' : hasResult(state) ? 'other' : 'open'];
  return (
    <li className={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl px-4 py-2.5 ${colours}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 grow basis-60 wrap-anywhere">{t.rich(hasResult(state) ? state : 'unknown', words)}</p>
      <LinkButton size="sm" href={routes.sale(id)}>
        {t('open', { id: `${id}` })}
      </LinkButton>
    </li>
  );
}

/** The page that is open shows this sale, and follows it by itself. */
function isShownAt(address: string, { id, reference }: Pick<OpenOwnSale, 'id' | 'reference'>): boolean {
  return address.startsWith(`${routes.sale(id)}?`) || address === routes.sell(reference);
}

/** Reports to the server that this page has shown the seller how their sale ended, once somebody can see the page. */
export function useShownResult({ id, state }: { id: number; state: SaleState }, isOwn: boolean): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!isOwn || !hasResult(state)) return;
    const acknowledge = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', acknowledge);
      // What did not arrive stays unseen, and is shown again.
      acknowledgeSaleAction({ saleId: id, state }).then(
        () => queryClient.invalidateQueries({ queryKey: watchKey }),
        () => undefined,
      );
    };
    document.addEventListener('visibilitychange', acknowledge);
    acknowledge();
    return () => document.removeEventListener('visibilitychange', acknowledge);
  }, [id, state, isOwn, queryClient]);
}
