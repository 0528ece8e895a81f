'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { Button, LinkButton } from '@/components/button';
import { ListCard, ListRows } from '@/components/list-card';
import { toastError, toastSuccess } from '@/components/toasts';
import { formatPaisa } from '@/lib/core/money';
import { routes } from '@/lib/core/routes';
import type { RechargeCard } from '@/lib/domain/sales/supply/list-recharge-cards';
import { sellRechargeCardAction } from './actions';

/** Khalti's recharge cards by kind: those that are products here lead there, the others are put on sale by a press. */
export function RechargeCards({ cards, canSell }: { cards: RechargeCard[]; canSell: boolean }) {
  const t = useTranslations('suppliers.cards');
  const queryClient = useQueryClient();
  const selling = useAction(sellRechargeCardAction, {
    onSuccess: (result, { amountPaisa }) => {
      if (result.ok) toastSuccess(t('done', { amount: formatPaisa(amountPaisa) }));
      else toastError(t('failed'), { description: result.message });
    },
    onError: () => toastError(t('failed')),
    onSettled: () =>
      Promise.all(['suppliers', 'products'].map((name) => queryClient.invalidateQueries({ queryKey: [name] }))),
  });
  const shown = canSell ? cards : cards.filter(({ productId }) => productId !== null);
  if (shown.length === 0) return null;
  return (
    <ListCard title={t('title')}>
      <p className="px-4 pb-3 text-13 text-muted text-pretty">{t('text')}</p>
      <ListRows>
        {[...Map.groupBy(shown, ({ method }) => method)].map(([method, some]) => (
          <li key={method} className="px-4 py-3">
            <p className="mb-2 font-medium">{some[0]?.name}</p>
            <div className="flex flex-wrap gap-2">
              {some.map(({ productId, active, amountPaisa, name }) => {
                const amount = formatPaisa(amountPaisa);
                return productId === null ? (
                  <Button
                    key={amountPaisa}
                    size="sm"
                    icon={<Plus />}
                    aria-label={t('sell', { card: `${name} ${amount}` })}
                    isDisabled={selling.isPending}
                    onPress={() => selling.mutate({ method, amountPaisa })}
                  >
                    {amount}
                  </Button>
                ) : (
                  <LinkButton key={amountPaisa} size="sm" href={routes.product(productId)}>
                    {t(active ? 'onSale' : 'off', { amount })}
                  </LinkButton>
                );
              })}
            </div>
          </li>
        ))}
      </ListRows>
    </ListCard>
  );
}
