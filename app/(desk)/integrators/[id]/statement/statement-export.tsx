'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/button';

/** All of what is asked for, not only this page. */
export function StatementExport({ address, query }: { address: string; query: Record<string, string> }) {
  const t = useTranslations('integrators.statement');
  const tExport = useTranslations('common.export');
  const file = (more: Record<string, string> = {}) => `${address}?${new URLSearchParams({ ...query, ...more })}`;
  return (
    <div className="flex gap-1">
      <LinkButton size="sm" icon={<Download />} href={file()} download>
        {t('export')}
      </LinkButton>
      <LinkButton size="sm" href={file({ as: 'xlsx' })} download>
        {tExport('xlsx')}
      </LinkButton>
    </div>
  );
}
