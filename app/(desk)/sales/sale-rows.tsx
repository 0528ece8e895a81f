import type { ReactNode } from 'react';
import { Instant } from '@/components/instant';
import { ListRow, ListRows } from '@/components/list-card';
import { Money } from '@/components/money';
import { routes } from '@/lib/core/routes';
import type { SaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import { SaleStateBadge } from './sale-state';

type SaleRowsProps = { sales: SaleSummary[]; aboutOf: (sale: SaleSummary) => ReactNode };

/** The last sales, each with a detail next to its time. */
export function SaleRows({ sales, aboutOf }: SaleRowsProps) {
  return (
    <ListRows>
      {sales.map((sale) => (
        <ListRow
          key={sale.id}
          href={routes.sale(sale.id)}
          name={sale.productName}
          note={
            <>
              <Instant value={sale.createdAt} /> · {aboutOf(sale)}
            </>
          }
        >
          <div className="flex shrink-0 flex-col items-end gap-1 sm:flex-row sm:items-center sm:gap-4">
            <SaleStateBadge state={sale.state} />
            <Money paisa={sale.amountPaisa} className="text-end sm:w-24" />
          </div>
        </ListRow>
      ))}
    </ListRows>
  );
}
