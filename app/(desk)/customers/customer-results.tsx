import { UserRoundX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { ListCard, ListRow, ListRows } from '@/components/list-card';
import { StatePanel } from '@/components/state-panel';
import { formatContact } from '@/lib/core/phone';
import { routes } from '@/lib/core/routes';
import type { FoundCustomers } from '@/lib/domain/sales/customers/find-customers';

type CustomerResultsProps = { found: FoundCustomers; searched: string };

/** The customers that a search found, each with the way to their page, which has no contact in its address. */
export function CustomerResults({ found: { rows, hasMore }, searched }: CustomerResultsProps) {
  const t = useTranslations('customers.finder');
  if (rows.length === 0) {
    return (
      <section className="card">
        <StatePanel icon={<UserRoundX />} title={t('none.title', { searched })}>
          <p>{t('none.text')}</p>
        </StatePanel>
      </section>
    );
  }
  return (
    <ListCard title={t('found', { count: rows.length })}>
      <ListRows>
        {rows.map(({ saleId, by, contact, sales, lastAt }) => (
          <ListRow
            key={`${by} ${contact} ${saleId}`}
            href={routes.customerOfSale(saleId, { by })}
            name={formatContact(contact)}
            note={
              <>
                {t('sales', { count: sales })} · <Instant value={lastAt} />
              </>
            }
          />
        ))}
      </ListRows>
      {hasMore && <p className="border-t border-separator px-4 py-3 text-13 text-muted">{t('more')}</p>}
    </ListCard>
  );
}
