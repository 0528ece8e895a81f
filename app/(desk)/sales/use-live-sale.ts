'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { deskClient, read } from '@/app/session/desk-client';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import type { SaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import { isOpenSale } from '@/lib/domain/sales/sales/sale-transitions';

const minute = 60_000;

export const saleKey = (id: number) => ['sales', id];

export const readSale = (id: number): Promise<SaleDetails> =>
  read(deskClient.sales[':id{[1-9][0-9]{0,14}}'].$get({ param: { id: String(id) } }));

/** How long to wait before an open sale is read again; false when it has ended. */
export function pauseBefore({ state, createdAt }: Pick<SaleSummary, 'state' | 'createdAt'>): number | false {
  if (!isOpenSale(state)) return false;
  const age = Date.now() - Date.parse(createdAt);
  return age < minute ? 2_000 : age < 10 * minute ? 5_000 : 30_000;
}

/** The sale as it is now, followed until it has ended. `details`: as the page was given it. */
export function useLiveSale(known: SaleSummary, details?: SaleDetails): SaleDetails | undefined {
  const { data } = useQuery({
    queryKey: saleKey(known.id),
    queryFn: () => readSale(known.id),
    ...(details ? { initialData: details } : {}),
    enabled: details !== undefined || isOpenSale(known.state),
    refetchInterval: ({ state: { data } }) => pauseBefore(data ?? known),
  });
  return data;
}

/** After a write about a sale: it, its messages and every list are read again. */
export function useSaleNews(): () => void {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: ['sales'] });
}
