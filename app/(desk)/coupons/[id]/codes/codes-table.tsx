'use client';

import { QrCode, RotateCcw, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { whenNeeded } from '@/components/when-needed';
import { codeStatuses } from '@/lib/domain/coupons/codes/filters';
import { fieldFilters } from '../../../_fields/field-filters';
import { useFilterWords } from '../../../_fields/use-filter-words';
import { ListScreen } from '../../../list-screen';
import { useList } from '../../../use-list';
import type { BulkAction } from './bulk/bulk-dialog';
import { useCodeColumns } from './code-columns';
import { type CodeItem, type CodePage, codeListQuery } from './code-queries';
import { CodesMenu } from './codes-menu';
import { PrintSheet } from './export/print-sheet';
import { type CodeListState, codeFilterOf, codeListFilters, codeListParams } from './search-params';
import { useCodeMenu } from './use-code-menu';

const BulkDialog = whenNeeded(() => import('./bulk/bulk-dialog').then((module) => module.BulkDialog));
const ExportColumns = whenNeeded(() => import('../../../export-columns').then((module) => module.default));
const ExportDialog = whenNeeded(() => import('./export/export-dialog').then((module) => module.ExportDialog));

type CodesTableProps = {
  couponId: number;
  initial: CodePage;
  initialState: CodeListState;
  canWrite: boolean;
  canReveal: boolean;
};

export function CodesTable({ couponId, initial, initialState, canWrite, canReveal }: CodesTableProps) {
  const t = useTranslations('codes');
  const tBatches = useTranslations('batches');
  const words = useFilterWords(codeListFilters, 'codes');
  const [bulk, setBulk] = useState<(BulkAction & { onDone?: () => void }) | null>(null);
  const [isExporting, setExporting] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const [isPrinting, setPrinting] = useState(false);
  // The rows that were selected when all that match were chosen: another selection ends it.
  const [wholeOf, setWholeOf] = useState<string | null>(null);
  const list = useList({
    params: codeListParams,
    initial,
    initialParams: initialState,
    read: (params) => codeListQuery(couponId, params),
  });
  const { params, page } = list;
  const { menuOf, reveal, dialog } = useCodeMenu({ couponId, canWrite });
  const columns = useCodeColumns(canReveal ? reveal : undefined);
  const { rows } = list.table;
  const isPaged = (list.paging.next ?? list.paging.previous) !== undefined;
  const summary = useSummary(list.data?.counts);
  const filter = codeFilterOf(params);
  const forSelected = (action: BulkAction['action'], some: CodeItem[], onDone: () => void) => () =>
    setBulk({ couponId, action, selection: { ids: some.map(({ id }) => id) }, onDone });
  const forAll = (action: BulkAction['action'], onDone?: () => void) =>
    setBulk({ couponId, action, selection: { filter }, ...(onDone ? { onDone } : {}) });
  const isWholeSelected = (some: CodeItem[]) => wholeOf !== null && wholeOf === idsOf(some);

  return (
    <>
      <ListScreen
        title={t('column.code')}
        name="codes"
        list={list}
        columns={columns}
        rowId={(code) => code.id}
        rowName={({ lastFour }) => t('name', { lastFour })}
        empty={
          <EmptyState title={t('empty.title')} icon={<QrCode />}>
            {t('empty.text')}
          </EmptyState>
        }
        filters={fieldFilters(codeListFilters, words)}
        exportControl={
          <CodesMenu
            couponId={couponId}
            filter={filter}
            canWrite={canWrite}
            onAction={forAll}
            onColumns={() => setChoosing(true)}
            {...(canReveal ? { onExport: () => setExporting(true), onPrint: () => setPrinting(true) } : {})}
          />
        }
        rowActions={menuOf}
        {...(canWrite
          ? {
              selection: {
                describe: (count: number, some: CodeItem[]) =>
                  isWholeSelected(some) ? tBatches('bulk.wholeSelected') : tBatches('bulk.selected', { count }),
                canSelect: isChangeable,
                actions: (some: CodeItem[], clear: () => void) => {
                  const isWhole = isWholeSelected(some);
                  const press = (action: BulkAction['action']) =>
                    isWhole ? () => forAll(action, clear) : forSelected(action, some, clear);
                  const offersWhole = !isWhole && isPaged && some.length === rows.filter(isChangeable).length;
                  return (
                    <>
                      {offersWhole && (
                        <Button size="sm" look="quiet" onPress={() => setWholeOf(idsOf(some))}>
                          {tBatches('bulk.selectWhole')}
                        </Button>
                      )}
                      {(isWhole || some.some(({ status }) => status === 'deleted')) && (
                        <Button size="sm" icon={<RotateCcw />} onPress={press('restore')}>
                          {tBatches('bulk.restoreSelected')}
                        </Button>
                      )}
                      {(isWhole || some.some(({ status }) => status === 'available')) && (
                        <Button size="sm" icon={<Trash2 />} onPress={press('delete')}>
                          {tBatches('bulk.deleteSelected')}
                        </Button>
                      )}
                    </>
                  );
                },
              },
            }
          : {})}
        summary={summary && t('page', { page, counts: summary })}
      />
      {bulk && <BulkDialog {...bulk} onClose={() => setBulk(null)} />}
      {dialog}
      {isChoosing && <ExportColumns kind="codes" onClose={() => setChoosing(false)} />}
      {isPrinting && <PrintSheet couponId={couponId} filter={filter} onClose={() => setPrinting(false)} />}
      {isExporting && <ExportDialog couponId={couponId} filter={filter} onClose={() => setExporting(false)} />}
    </>
  );
}

const isChangeable = ({ status }: CodeItem) => status === 'available' || status === 'deleted';
const idsOf = (some: CodeItem[]) => some.map(({ id }) => id).join(' ');

function useSummary(counts: CodePage['counts'] | undefined): string | undefined {
  const t = useTranslations('codes');
  if (!counts) return undefined;
  const written = codeStatuses.map((status) => {
    const { count, capped } = counts[status];
    return [status, capped ? t('capped', { count }) : count.toLocaleString('en-US')];
  });
  return t('counts', Object.fromEntries(written));
}
