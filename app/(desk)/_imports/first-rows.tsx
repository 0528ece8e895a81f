'use client';

import { useTranslations } from 'next-intl';
import { ScrollRegion } from '@/components/scroll-region';
import { type ReadHead, useColumnName } from './file-fields';

/** On a phone a code stays in one piece, and the table is scrolled; only what is longer than this breaks. Other columns are cut. */
const cell = 'w-max max-w-64 wrap-anywhere';

type FirstRowsProps = {
  head: ReadHead;
  isStale: boolean;
  /** What is read out of a column, by its number; nothing of one that is not read. */
  readAs: (column: number) => string | undefined;
  /** Whether its cells are codes. */
  isCode?: (column: number) => boolean;
};

/** The first rows as a table: columns that are read are coloured, and what is no data is dimmed and says so. */
export function FirstRows({ head, isStale, readAs, isCode = () => false }: FirstRowsProps) {
  const t = useTranslations('batches.import.read');
  const columnName = useColumnName(head);
  const { rows, headerRow } = head;
  const width = Math.min(50, Math.max(1, ...rows.map(({ cells }) => cells.length)));
  const columns = Array.from({ length: width }, (_, at) => at + 1);
  return (
    <ScrollRegion
      label={t('rows')}
      className={`overflow-x-auto rounded-lg border border-border ${isStale ? 'opacity-60' : ''}`}
    >
      <table className="w-full text-13">
        <thead className="border-b border-border">
          <tr>
            <th scope="col" className="px-3 py-2 text-start font-normal text-muted">
              {t('line')}
            </th>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={`px-3 py-2 text-start font-medium ${readAs(column) ? 'bg-accent-soft' : ''}`}
              >
                <div className={cell}>{columnName(column)}</div>
                {readAs(column) && <span className="block font-normal text-muted">{readAs(column)}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-separator">
          {rows.map(({ row, line, cells }) => (
            <tr key={row} className={row <= headerRow ? 'text-muted' : ''}>
              <th scope="row" className="px-3 py-1.5 text-start font-normal whitespace-nowrap text-muted">
                <span className="figures">{line}</span>
                {row <= headerRow && ` · ${row === headerRow ? t('isHeader') : t('isAbove')}`}
              </th>
              {columns.map((column) => (
                <td
                  key={column}
                  className={`px-3 py-1.5 ${readAs(column) && row > headerRow ? 'bg-accent-soft' : ''} ${isCode(column) && row > headerRow ? 'font-mono' : ''}`}
                >
                  <div className={`${cell} ${isCode(column) ? '' : 'line-clamp-2'}`}>{cells[column - 1]}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
