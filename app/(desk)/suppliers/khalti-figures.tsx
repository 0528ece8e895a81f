'use client';

import { Package, PhoneCall, Wallet } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { StatTile } from '@/components/stat-tile';
import { routes } from '@/lib/core/routes';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';
import type { SupplierStatus } from '@/lib/domain/sales/supply/get-supplier';

/** In days; the exact number does not matter above this. */
const longestForecast = 365;

type Balance = NonNullable<SupplierStatus['balance']>;

type KhaltiFiguresProps = { khalti: SupplierStatus; products: ProductSummary[] };

export function KhaltiFigures({ khalti, products }: KhaltiFiguresProps) {
  const t = useTranslations('suppliers');
  const format = useFormatter();
  const count = khalti.calls.reduce((sum, call) => sum + call.count, 0);
  const bad = khalti.calls.filter(({ outcome }) => outcome !== 'ok').reduce((sum, call) => sum + call.count, 0);
  const onSale = products.filter(({ availability }) => availability === 'on_sale').length;
  return (
    <div className="grid gap-3 sm:grid-cols-3 sm:gap-4">
      <StatTile
        label={t('balance.title')}
        icon={<Wallet />}
        value={khalti.balance ? <BalanceValue balance={khalti.balance} /> : t('balance.never')}
        note={khalti.balance && <BalanceNote balance={khalti.balance} />}
      />
      <StatTile
        label={t('products.title')}
        icon={<Package />}
        value={format.number(products.length)}
        note={
          <>
            {t('products.note', { onSale })}
            <br />
            {khalti.productsReadAt ? (
              <>
                {t('products.read')} <Instant value={khalti.productsReadAt} />
              </>
            ) : (
              t('products.never')
            )}
          </>
        }
        href={routes.products()}
      />
      <StatTile
        label={t('today.title')}
        icon={<PhoneCall />}
        value={format.number(count)}
        note={count === 0 ? t('today.none') : t('today.note', { count: bad })}
      />
    </div>
  );
}

function BalanceValue({ balance: { paisa, state } }: { balance: Balance }) {
  const t = useTranslations('suppliers.balance.instead');
  return paisa === null ? t(state) : <Money paisa={paisa} />;
}

function BalanceNote({ balance }: { balance: Balance }) {
  const t = useTranslations('suppliers.balance');
  const { state, lastsDays, at } = balance;
  return (
    <>
      {state === 'fine' ? (
        lastsDays !== null && (lastsDays > longestForecast ? t('lastsLong') : t('lasts', { days: lastsDays }))
      ) : (
        <strong className="font-medium text-danger">{t(state)}</strong>
      )}
      {(state !== 'fine' || lastsDays !== null) && <br />}
      {t('read')} <Instant value={at} />
    </>
  );
}
