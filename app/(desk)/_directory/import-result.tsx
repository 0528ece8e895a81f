'use client';

import { useMutation } from '@tanstack/react-query';
import { CircleCheck, CircleMinus, CircleX, Copy, Download, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import { Button } from '@/components/button';
import { DataTable } from '@/components/data-table';
import type { TableColumn } from '@/components/data-table-types';
import { StatusBadge } from '@/components/status-badge';
import { toastError } from '@/components/toasts';
import type { CheckedFile } from '@/lib/domain/coupons/imports/import-file';
import type { ValidatedRow } from '@/lib/domain/coupons/imports/import-kind';
import { saveDownload } from '../save-download';
import { directoryOf, type LinkedDirectoryKind } from './directory-kind';
import { useTerms } from './use-terms';

/** A row as it was read, by the fields of its directory. */
export type ImportedEntry = Readonly<Record<string, unknown>>;

type ImportResultProps = {
  kind: LinkedDirectoryKind;
  address: string;
  file: File;
  checked: CheckedFile<ImportedEntry>;
  again: ReactNode;
  onImport: () => void;
};

const results = {
  new: { tone: 'green', icon: <CircleCheck /> },
  existing: { tone: 'grey', icon: <CircleMinus /> },
  duplicate: { tone: 'amber', icon: <Copy /> },
  malformed: { tone: 'red', icon: <CircleX /> },
} as const;
const order = ['new', 'existing', 'duplicate', 'malformed'] as const;

/** The dry run's results, some rows to look at, and what can be done now. */
export function ImportResult({ kind, address, file, checked, again, onImport }: ImportResultProps) {
  const terms = useTerms(kind);
  const hasTerms = directoryOf(kind).shown.length > 0;
  const t = useTranslations('directory');
  const { rows, counts, shown } = checked;
  const save = useMutation({
    mutationFn: () => saveDownload(`${address}/left-out`, file),
    onError: ({ message }) => toastError(t('importing.downloadFailed', { message })),
  });
  const columns = useMemo((): TableColumn<ValidatedRow<ImportedEntry>>[] => {
    const read: TableColumn<ValidatedRow<ImportedEntry>> = {
      id: 'read',
      header: t('importing.asRead'),
      cell: ({ entry }) =>
        entry ? <span className="md:whitespace-nowrap">{terms(entry)}</span> : <span className="text-muted">—</span>,
      onCard: true,
    };
    return [
      {
        id: 'name',
        header: t('column.name'),
        cell: ({ cells }) => <span className="line-clamp-2 wrap-anywhere">{cells[0]}</span>,
      },
      ...(hasTerms ? [read] : []),
      {
        id: 'result',
        header: t('importing.meaning'),
        cell: ({ result, problem }) => (
          <span className="flex flex-col items-start gap-1 py-1.5">
            <StatusBadge {...results[result]}>{t(`importing.rowResult.${result}`)}</StatusBadge>
            {problem && <span className="text-13 text-muted wrap-anywhere">{problem}</span>}
          </span>
        ),
        onCard: true,
      },
      { id: 'line', header: t('importing.line'), cell: ({ line }) => line, numeric: true, onCard: true },
    ];
  }, [t, terms, hasTerms]);

  return (
    <>
      <div role="status" className="flex flex-col gap-4">
        <h2 className="text-base font-semibold wrap-anywhere">{t('importing.result', { name: file.name, rows })}</h2>
        <dl className="flex flex-wrap gap-x-8 gap-y-3">
          {order
            .filter((result) => result === 'new' || counts[result] > 0)
            .map((result) => (
              <div key={result} className="flex flex-col">
                <dt className="text-13 text-muted">{t(`importing.rowResult.${result}`)}</dt>
                <dd className="figures text-xl font-semibold">{counts[result].toLocaleString('en-US')}</dd>
              </div>
            ))}
        </dl>
      </div>
      {counts.new === 0 && <p className="text-muted">{t('importing.nothing')}</p>}
      <div className="flex flex-wrap gap-2">
        {counts.new > 0 && (
          <Button look="primary" icon={<Upload />} onPress={onImport}>
            {t(`${kind}.submit`, { count: counts.new })}
          </Button>
        )}
        {counts.new < rows && (
          <Button icon={<Download />} onPress={() => save.mutate()} isPending={save.isPending}>
            {t('importing.leftOut')}
          </Button>
        )}
        {again}
      </div>
      <DataTable
        label={t('importing.shown')}
        name={`${kind}-import`}
        columns={columns}
        rows={shown}
        rowId={({ line }) => line}
        rowName={({ cells }) => cells[0] ?? ''}
        empty={null}
      />
    </>
  );
}
