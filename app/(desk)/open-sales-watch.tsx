'use client';

import { useMutationState, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { toastError, toastInfo, toastSuccess } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import type { OpenOwnSale } from '@/lib/domain/sales/sales/list-open-own-sales';
import { pauseBefore, readSale, saleKey } from './sales/use-live-sale';

/** A mutation under this key sells: while one runs, its sale is looked for. */
export const sellKey = ['sell'];
export const watchKey = ['sales', 'open-own'];
const whileSelling = 2_000;
/** An answer that is not there by then is not coming. */
const sellsAtMost = 90_000;

/**
 * In the frame of every page: notifies a seller how a sale of theirs ended while they were elsewhere. It asks once, and
 * then only while there is an open sale or one is being made.
 */
export function OpenSalesWatch({ sellerId }: { sellerId: number }) {
  const t = useTranslations('sales.watch');
  const router = useRouter();
  const queryClient = useQueryClient();
  const known = useRef<KnownSale[]>(null);
  const selling = useMutationState({
    filters: { mutationKey: sellKey, status: 'pending' },
    select: ({ state }) => state.submittedAt,
  });
  const isSelling = () => selling.some((since) => Date.now() - since < sellsAtMost);
  const { data } = useQuery({
    queryKey: watchKey,
    queryFn: async () => (await read(deskClient.sales['open-own'].$get())).rows,
    refetchInterval: ({ state }) => {
      if (isSelling()) return whileSelling;
      const pauses = (state.data ?? []).map(pauseBefore).filter((pause) => pause !== false);
      return pauses.length > 0 && Math.min(...pauses);
    },
  });

  const notify = async (id: number) => {
    const sale = await queryClient.fetchQuery({ queryKey: saleKey(id), queryFn: () => readSale(id), staleTime: 0 });
    void queryClient.invalidateQueries({ queryKey: ['sales', 'list'] });
    const action = { label: t('open'), onPress: () => router.push(routes.sale(id)) };
    const toast = toastOf(sale);
    toast.show(t(toast.words, { product: sale.productName }), { action });
  };

  const announceNews = useEffectEvent((open: OpenOwnSale[]) => {
    const before = known.current ?? recall(sellerId);
    known.current = open;
    remember(sellerId, open);
    for (const sale of before) {
      const now = open.find(({ id }) => id === sale.id);
      const hasNews = !now || (now.state !== sale.state && now.state === 'pin_missing');
      if (hasNews && !isShown(sale)) void notify(sale.id).catch(() => undefined);
    }
  });
  useEffect(() => {
    if (data) announceNews(data);
  }, [data]);

  return null;
}

/** For the page after a reload: a sale may end before it has read which are open. Never more than this: no PIN, no contact. */
type KnownSale = Pick<OpenOwnSale, 'id' | 'reference' | 'state'>;
const storageKey = (sellerId: number) => `open-sales-of-${sellerId}`;

function remember(sellerId: number, open: OpenOwnSale[]): void {
  const known: KnownSale[] = open.map(({ id, reference, state }) => ({ id, reference, state }));
  try {
    window.sessionStorage.setItem(storageKey(sellerId), JSON.stringify(known));
  } catch {
    // Without storage, a sale that ends during a reload is not notified.
  }
}

function recall(sellerId: number): KnownSale[] {
  try {
    return JSON.parse(window.sessionStorage.getItem(storageKey(sellerId)) ?? '[]') as KnownSale[];
  } catch {
    return [];
  }
}

function toastOf({ state }: SaleDetails) {
  switch (state) {
    case 'succeeded':
      return { words: 'succeeded', show: toastSuccess } as const;
    case 'failed':
      return { words: 'failed', show: toastError } as const;
    case 'refunded':
      return { words: 'refunded', show: toastInfo } as const;
    default:
      return { words: 'needsPerson', show: toastInfo } as const;
  }
}

/** The page that is open shows this sale, and follows it by itself. */
function isShown({ id, reference }: KnownSale): boolean {
  const { pathname, search } = window.location;
  return pathname === routes.sale(id) || `${pathname}${search}` === routes.sell(reference);
}
