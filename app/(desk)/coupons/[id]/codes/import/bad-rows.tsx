'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useState } from 'react';
import { RowFilter, type RowGroup } from '@/app/(desk)/_imports/row-filter';
import { Reasons, RowMeaning, useReasonWords } from '@/app/(desk)/_imports/row-meaning';
import { deskClient, read } from '@/app/session/desk-client';
import { DataTable } from '@/components/data-table';
import type { TableColumn } from '@/components/data-table-types';
import { Mono } from '@/components/mono';
import type { BadResult } from '@/lib/core/entities/upload-row';
import type { ListedRow } from '@/lib/domain/coupons/codes/list-bad-rows';
import { ReadFailed } from '../../../../read-failed';
import type { CheckedUpload } from './checked-upload';

export type BadRowsProps = { upload: CheckedUpload; groups: (RowGroup & { id: BadResult })[] };

const looks = {
  malformed: 'malformed',
  damaged: 'malformed',
  misaligned: 'malformed',
  wrong_check: 'malformed',
  not_data: 'not_data',
  duplicate: 'duplicate',
  existing: 'existing',
} as const;

/** The first rows of a file that are not imported, all of them or those with one result, and where a code is that exists. */
export default function BadRows({ upload, groups }: BadRowsProps) {
  const t = useTranslations('batches.import');
  const words = useReasonWords();
  const called = useCallback((column: string) => (column === 'code' ? t('code') : column), [t]);
  const [chosen, setChosen] = useState<BadResult | null>(null);
  const { id, couponId, rows, good } = upload;
  const query = { couponId: String(couponId), ...(chosen ? { result: chosen } : {}) };
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({
    queryKey: ['bad-rows', id, query],
    queryFn: async () =>
      (await read(deskClient.uploads.codes[':id{[1-9][0-9]{0,14}}'].rows.$get({ param: { id: String(id) }, query })))
        .rows,
    placeholderData: (before) => before,
  });
  const labels = useMemo(() => new Map<string, string>(groups.map((group) => [group.id, group.label])), [groups]);
  const columns = useMemo(
    (): TableColumn<ListedRow>[] => [
      { id: 'line', header: t('read.line'), cell: ({ line }) => <span className="figures">{line}</span> },
      { id: 'code', header: t('code'), cell: ({ code }) => <Mono>{code}</Mono>, onCard: true },
      {
        id: 'result',
        header: t('meaning'),
        cell: ({ result, reasons }) => (
          <RowMeaning look={looks[result]} label={labels.get(result) ?? result}>
            <Reasons reasons={reasons} words={words} called={called} />
          </RowMeaning>
        ),
        onCard: true,
      },
    ],
    [t, words, called, labels],
  );
  const all = groups.find((group) => group.id === chosen)?.rows ?? rows - good;
  return (
    <>
      <RowFilter
        groups={groups}
        chosen={chosen}
        onChange={(next) => setChosen(next as BadResult | null)}
        none={t('allBad')}
        shown={data?.length ?? 0}
        all={all}
      />
      <DataTable
        label={t('leftOutRows')}
        name="bad-rows"
        columns={columns}
        rows={data ?? []}
        rowId={({ line }) => line}
        rowName={({ line }) => String(line)}
        isLoading={isPending}
        isStale={isPlaceholderData}
        error={error && <ReadFailed error={error} onRetry={() => refetch()} />}
        empty={null}
      />
    </>
  );
}
