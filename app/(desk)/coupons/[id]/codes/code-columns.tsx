'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { MaskedCode } from '@/components/masked-code';
import type { CodeItem } from './code-queries';
import { CodeStatusBadge } from './code-status';

export function useCodeColumns(reveal: ((code: CodeItem) => Promise<string>) | undefined): TableColumn<CodeItem>[] {
  const t = useTranslations('codes');
  // The table is built again when its columns are, and a revealed code would hide again.
  const [show] = useState(() => reveal);
  return useMemo(
    () => [
      {
        id: 'code',
        header: t('column.code'),
        cell: (code) => (
          <MaskedCode
            lastFour={code.lastFour}
            name={t('name', { lastFour: code.lastFour })}
            {...(show ? { reveal: () => show(code) } : {})}
          />
        ),
      },
      {
        id: 'status',
        header: t('column.status'),
        cell: (code) => <CodeStatusBadge status={code.status} />,
        onCard: true,
      },
      { id: 'created', header: t('column.created'), cell: (code) => <Instant value={code.createdAt} />, onCard: true },
      { id: 'sold', header: t('column.sold'), cell: (code) => <Maybe at={code.soldAt} /> },
      {
        id: 'validUntil',
        header: t('column.validUntil'),
        cell: ({ validUntil }) => (validUntil ? <Instant value={validUntil} exact end /> : <Nothing />),
      },
      { id: 'redeemed', header: t('column.redeemed'), cell: (code) => <Maybe at={code.redeemedAt} /> },
      { id: 'deleted', header: t('column.deleted'), cell: (code) => <Maybe at={code.deletedAt} />, hidden: true },
      { id: 'batch', header: t('column.batch'), cell: (code) => code.batchId, numeric: true, hidden: true },
    ],
    [t, show],
  );
}

function Maybe({ at }: { at: string | null }) {
  return at ? <Instant value={at} /> : <Nothing />;
}

function Nothing() {
  return <span className="text-muted">—</span>;
}
