'use client';

import { Columns3, Download, KeyRound, Printer, RotateCcw, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type MenuAction, MenuButton } from '@/components/menu-button';
import type { ExportFilter } from './export/export-dialog';
import { useMaskedExport } from './export/use-masked-export';

type CodesMenuProps = {
  couponId: number;
  filter: ExportFilter;
  canWrite: boolean;
  onAction: (action: 'delete' | 'restore') => void;
  /** For users who can reveal codes. */
  onExport?: () => void;
  onPrint?: () => void;
  /** Chooses the columns of its exports. */
  onColumns: () => void;
};

/** What can be done with all codes that the filter lets through, not only with the page of them. */
export function CodesMenu({ couponId, filter, canWrite, onAction, onExport, onPrint, onColumns }: CodesMenuProps) {
  const t = useTranslations('batches.bulk');
  const tExport = useTranslations('common.export');
  const exportMasked = useMaskedExport(couponId);
  const actions: MenuAction[] = [
    { id: 'export', label: t('exportAll'), icon: <Download />, onPress: () => exportMasked(filter, 'csv') },
    {
      id: 'export-xlsx',
      label: t('exportAllXlsx'),
      icon: <Download />,
      onPress: () => exportMasked(filter, 'xlsx'),
    },
    ...(onExport ? [{ id: 'clear', label: t('exportClear'), icon: <KeyRound />, onPress: onExport }] : []),
    { id: 'columns', label: tExport('columns.open'), icon: <Columns3 />, onPress: onColumns },
    ...(onPrint ? [{ id: 'print', label: t('print'), icon: <Printer />, onPress: onPrint }] : []),
    ...(canWrite
      ? [
          { id: 'restore', label: t('restoreAll'), icon: <RotateCcw />, onPress: () => onAction('restore') },
          {
            id: 'delete',
            label: t('deleteAll'),
            icon: <Trash2 />,
            tone: 'danger' as const,
            onPress: () => onAction('delete'),
          },
        ]
      : []),
  ];
  return (
    <MenuButton label={t('all')} actions={actions} look="secondary" size="sm">
      {t('all')}
    </MenuButton>
  );
}
