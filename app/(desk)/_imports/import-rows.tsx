'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { DataTable } from '@/components/data-table';
import type { TableColumn } from '@/components/data-table-types';
import type { ValidatedRow } from '@/lib/domain/coupons/imports/import-kind';
import { inWords, reasonKey } from '@/lib/domain/coupons/imports/reasons';
import type { CheckedFile } from '@/lib/domain/coupons/imports/summarize-rows';
import { RowFilter, type RowGroup } from './row-filter';
import { Reasons, RowMeaning, useReasonWords } from './row-meaning';

type Row = ValidatedRow<unknown>;

export type RowWords = {
  /** Of the column with what names a row. */
  named: string;
  /** A row as it was read, in one line; none where its name is all there is to it. */
  describe: ((entry: unknown) => string) | null;
  /** What the screen calls a column; one that is not of the form keeps the name that the file has for it. */
  called: (column: string) => string;
  /** Why a row is left out, in the words of the forms of its kind; undefined of what these do not say. */
  refusal?: (text: string) => string | undefined;
};

const leftOut = ['existing', 'duplicate', 'malformed', 'not_data'] as const;
/** The most at once; the download has all of them. */
const atOnce = 100;

/** Some rows of a file with what came of them: by result, or by why they are left out. */
export function ImportRows({ checked, words }: { checked: CheckedFile; words: RowWords }) {
  const t = useTranslations('imports');
  const { counts, reasons, shown } = checked;
  const { named, describe, called, refusal } = words;
  const reasonWords = useReasonWords(refusal);
  const [chosen, setChosen] = useState<string | null>(null);
  const groups: RowGroup[] = [
    ...leftOut
      .filter((result) => counts[result] > 0)
      .map((result) => ({ id: result, label: t(`rowResult.${result}`), rows: counts[result] })),
    ...reasons.map(({ column, words: said, rows }) => ({
      id: reasonKey({ column, words: said }),
      label: inWords({ column, words: said, value: null }, reasonWords, called),
      rows,
    })),
  ];
  const isOf = ({ result, problems, notes, warnings }: Row) =>
    chosen === null ||
    result === chosen ||
    [...problems, ...notes, ...warnings].some((reason) => reasonKey(reason) === chosen);
  const rows = shown.filter(isOf).slice(0, atOnce);

  const columns = useMemo((): TableColumn<Row>[] => {
    const read: TableColumn<Row> = {
      id: 'read',
      header: t('asRead'),
      cell: ({ entry }) =>
        entry ? <span className="wrap-anywhere">{describe?.(entry)}</span> : <span className="text-muted">—</span>,
      onCard: true,
    };
    return [
      {
        id: 'name',
        header: named,
        cell: ({ cells }) => <span className="line-clamp-2 wrap-anywhere">{cells[0]}</span>,
      },
      ...(describe ? [read] : []),
      {
        id: 'result',
        header: t('meaning'),
        cell: ({ result, problems, notes, warnings }) => (
          <RowMeaning look={result} label={t(`rowResult.${result}`)}>
            <Reasons reasons={problems} words={reasonWords} called={called} />
            <Reasons reasons={warnings} words={reasonWords} called={called} as="warning" />
            <Reasons reasons={notes} words={reasonWords} called={called} as="note" />
          </RowMeaning>
        ),
        onCard: true,
      },
      { id: 'line', header: t('line'), cell: ({ line }) => line, numeric: true, onCard: true },
    ];
  }, [t, named, describe, called, reasonWords]);

  return (
    <>
      {groups.length > 0 && (
        <RowFilter
          {...{ groups, chosen }}
          onChange={setChosen}
          none={t('show.all')}
          shown={rows.length}
          all={groups.find(({ id }) => id === chosen)?.rows ?? rows.length}
        />
      )}
      <DataTable
        label={t('shown')}
        name="import"
        columns={columns}
        rows={rows}
        rowId={({ line }) => line}
        rowName={({ cells }) => cells[0] ?? ''}
        empty={null}
      />
    </>
  );
}
