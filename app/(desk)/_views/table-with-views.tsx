'use client';

import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { DataTable } from '@/components/data-table';
import type { DataTableProps } from '@/components/data-table-types';
import type { ListSource } from '../use-list';
import type { ViewsOfList } from './saved-views';
import { useViews } from './use-views';
import { tableParams, viewParam } from './view-address';
import { ViewsMenu } from './views-menu';

type TableWithViewsProps<Row extends object> = DataTableProps<Row> & { saved: ViewsOfList; source: ListSource };

/** The table of a list that views are saved of: its columns are in the address, so that a link shows the same. */
export function TableWithViews<Row extends object>({ saved, source, ...table }: TableWithViewsProps<Row>) {
  const t = useTranslations('views');
  const [look, setLook] = useQueryStates(tableParams, { history: 'replace' });
  const [{ view: opened }] = useQueryStates(viewParam);
  const { views, refresh } = useViews(saved);
  const left = views.find(({ id, leftOut }) => String(id) === opened && leftOut.length > 0);
  return (
    <>
      {left && (
        <p role="status" className="mb-3 text-13 text-pretty text-muted">
          {t('leftOut', { name: left.name, filters: left.leftOut.join(', ') })}
        </p>
      )}
      <DataTable
        {...table}
        view={{ ...look, onChange: (change) => void setLook(change) }}
        filterControls={
          <>
            <ViewsMenu list={saved.list} views={views} source={source} onChange={refresh} />
            {table.filterControls}
          </>
        }
      />
    </>
  );
}
