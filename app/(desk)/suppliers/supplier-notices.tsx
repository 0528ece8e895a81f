'use client';

import { CircleAlert, Unplug, Wrench } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { Mono } from '@/components/mono';
import { StatePanel } from '@/components/state-panel';
import type { SupplierStatus } from '@/lib/domain/sales/supply/get-supplier';

type Remedy = 'token' | 'account' | 'right' | 'credit' | 'other';

const remedies: Record<string, Remedy> = {
  ...Object.fromEntries(['1001', '1002', '1003', '1004'].map((code) => [`khalti:${code}`, 'token' as const])),
  ...Object.fromEntries(['1005', '1006', '1007'].map((code) => [`khalti:${code}`, 'account' as const])),
  'khalti:1008': 'right',
  'khalti:1009': 'right',
  'khalti:1016': 'credit',
};

export function AlertNotice({ alert }: { alert: NonNullable<SupplierStatus['alert']> }) {
  const t = useTranslations('suppliers.alert');
  return (
    <div role="alert" className="flex gap-3 rounded-xl bg-danger-soft p-4 text-danger-soft-foreground">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-col gap-1 text-pretty">
        <p className="font-medium">{t('title')}</p>
        <p>{t(`todo.${remedies[alert.code ?? ''] ?? 'other'}`)}</p>
        <p className="text-13 wrap-anywhere">
          {alert.words && `${t('said', { words: alert.words })} · `}
          {t('since')} <Instant value={alert.at} />
        </p>
      </div>
    </div>
  );
}

export function MaintenanceNotice({ since }: { since: string }) {
  const t = useTranslations('suppliers.maintenance');
  return (
    <div role="status" className="flex gap-3 rounded-xl bg-warning-soft p-4 text-warning-soft-foreground">
      <Wrench aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="text-pretty">
        <span className="font-medium">{t('title')}</span> {t('text')} {t('since')} <Instant value={since} />.
      </p>
    </div>
  );
}

export function NotConnected() {
  const t = useTranslations('suppliers.notConnected');
  return (
    <div className="card">
      <StatePanel icon={<Unplug />} title={t('title')}>
        <p>{t('text')}</p>
        <dl className="mt-3 flex flex-col gap-2 text-start">
          {(['base', 'token'] as const).map((name) => (
            <div key={name}>
              <dt className="text-foreground">
                <Mono>{name === 'base' ? 'KHALTI_BASE_URL' : 'KHALTI_TOKEN'}</Mono>
              </dt>
              <dd className="text-13">{t(name)}</dd>
            </div>
          ))}
        </dl>
      </StatePanel>
    </div>
  );
}
