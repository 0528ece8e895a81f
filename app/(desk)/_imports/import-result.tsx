'use client';

import { useMutation } from '@tanstack/react-query';
import { CircleCheck, CircleMinus, CircleX, Copy, Download, TriangleAlert, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useState } from 'react';
import { Button } from '@/components/button';
import { DataTable } from '@/components/data-table';
import type { TableColumn } from '@/components/data-table-types';
import { StatusBadge } from '@/components/status-badge';
import { toastError } from '@/components/toasts';
import type { CheckedFile } from '@/lib/domain/coupons/imports/import-file';
import { rowResults, type ValidatedRow } from '@/lib/domain/coupons/imports/import-kind';
import { saveDownload } from '../save-download';
import { addressOf, type SentTable } from './table-head-query';

type Row = ValidatedRow<unknown>;

export type Words = {
  /** Of the column with what names a row. */
  named: string;
  submit: (count: number) => string;
  /** A row as it was read, in one line; none where its name is all there is to it. */
  describe: ((entry: unknown) => string) | null;
};

type ImportResultProps = {
  address: string;
  file: File;
  reading: SentTable;
  checked: CheckedFile;
  words: Words;
  /** `confirmed`: rows that look like no data are left out. */
  onImport: (confirmed: boolean) => void;
  /** What else can be done now. */
  children: ReactNode;
};

const looks = {
  new: { tone: 'green', icon: <CircleCheck /> },
  existing: { tone: 'grey', icon: <CircleMinus /> },
  duplicate: { tone: 'amber', icon: <Copy /> },
  malformed: { tone: 'red', icon: <CircleX /> },
  not_data: { tone: 'amber', icon: <TriangleAlert /> },
} as const;

/** The dry run's results, some rows to look at, and what can be done now. */
export function ImportResult({ address, file, reading, checked, words, onImport, children }: ImportResultProps) {
  const t = useTranslations('imports');
  const { rows, counts, noted, shown } = checked;
  const { named, describe } = words;
  const [isConfirmed, setConfirmed] = useState(false);
  const asks = counts.new > 0 && counts.not_data > 0;
  const save = useMutation({
    mutationFn: () => saveDownload(addressOf(`${address}/left-out`, reading), file),
    onError: ({ message }) => toastError(t('downloadFailed', { message })),
  });
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
        cell: ({ result, problem, notes }) => (
          <span className="flex flex-col items-start gap-1 py-1.5">
            <StatusBadge {...looks[result]}>{t(`rowResult.${result}`)}</StatusBadge>
            {problem && <span className="text-13 text-muted wrap-anywhere">{problem}</span>}
            {notes.length > 0 && (
              <span className="text-13 text-muted wrap-anywhere">{t('notes', { notes: notes.join('; ') })}</span>
            )}
          </span>
        ),
        onCard: true,
      },
      { id: 'line', header: t('line'), cell: ({ line }) => line, numeric: true, onCard: true },
    ];
  }, [t, named, describe]);

  return (
    <>
      <div role="status" className="flex flex-col gap-4">
        <h2 className="text-base font-semibold wrap-anywhere">{t('result', { name: file.name, rows })}</h2>
        <dl className="flex flex-wrap gap-x-8 gap-y-3">
          {rowResults
            .filter((result) => result === 'new' || counts[result] > 0)
            .map((result) => (
              <div key={result} className="flex flex-col">
                <dt className="text-13 text-muted">{t(`rowResult.${result}`)}</dt>
                <dd className="figures text-xl font-semibold">{counts[result].toLocaleString('en-US')}</dd>
              </div>
            ))}
        </dl>
      </div>
      {noted > 0 && <p className="max-w-prose">{t('noted', { count: noted })}</p>}
      {asks && (
        <div className="flex max-w-2xl flex-col gap-3 rounded-lg bg-warning-soft p-3 text-warning-soft-foreground">
          <p>{t('notData', { count: counts.not_data })}</p>
          <label className="flex items-start gap-2.5">
            <input
              type="checkbox"
              className="select-box mt-0.5 shrink-0"
              checked={isConfirmed}
              onChange={(event) => setConfirmed(event.target.checked)}
            />
            <span>{t('leaveOut')}</span>
          </label>
        </div>
      )}
      {counts.new === 0 && <p className="text-muted">{t('nothing')}</p>}
      <div className="flex flex-wrap gap-2">
        {counts.new > 0 && (
          <Button
            look="primary"
            icon={<Upload />}
            isDisabled={asks && !isConfirmed}
            onPress={() => onImport(isConfirmed)}
          >
            {words.submit(counts.new)}
          </Button>
        )}
        {(counts.new < rows || noted > 0) && (
          <Button icon={<Download />} onPress={() => save.mutate()} isPending={save.isPending}>
            {t('leftOut')}
          </Button>
        )}
        {children}
      </div>
      <DataTable
        label={t('shown')}
        name="import"
        columns={columns}
        rows={shown}
        rowId={({ line }) => line}
        rowName={({ cells }) => cells[0] ?? ''}
        empty={null}
      />
    </>
  );
}
