'use client';

import { CirclePause, Hand, KeyRound, ListChecks, PackageOpen, Scale, ShieldAlert, Truck, Wallet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Link } from '@/components/link';
import { formatPaisa } from '@/lib/core/money';
import { routes } from '@/lib/core/routes';
import type { Today } from '@/lib/domain/redemptions/statistics/get-today';
import { useAlertWords } from '../security/use-alert-words';
import { AlertNotice } from '../suppliers/supplier-notices';

type Item = { id: string; icon: ReactNode; text: string; href: string };

/** What somebody has to do something about; nothing at all when there is none. */
export function TodayAttention({ today }: { today: Today }) {
  const items = useItems(today);
  const t = useTranslations('today.attention');
  const alert = today.supplier?.alert;
  if (!alert && items.length === 0) return null;
  return (
    <section aria-label={t('title')} className="mb-6 flex flex-col gap-3">
      {alert && <AlertNotice alert={alert} />}
      {items.length > 0 && (
        <ul className="divide-y divide-warning/20 rounded-xl bg-warning-soft text-warning-soft-foreground">
          {items.map(({ id, icon, text, href }) => (
            <li key={id} className="flex items-center gap-3 px-4 py-2.5">
              <span aria-hidden className="shrink-0 [&>svg]:size-4">
                {icon}
              </span>
              <Link href={href} className="min-w-0 rounded-sm underline underline-offset-2 hover:no-underline">
                {text}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function useItems({
  supplier,
  bookDifferences,
  stock,
  lowCredit,
  creditRequests,
  keys,
  alarms,
  securityAlerts,
  limits,
  approvals,
}: Today): Item[] {
  const t = useTranslations('today.attention');
  const kinds = useTranslations('approvals.kinds');
  const words = useAlertWords();
  const items: Item[] = [];
  for (const alert of securityAlerts) {
    items.push({ id: `alert ${alert.id}`, icon: <ShieldAlert />, text: words(alert), href: routes.security() });
  }
  for (const { id, kind, asker, state } of approvals) {
    const text = t(state === 'waiting' ? 'approval' : 'approved', { name: asker, what: kinds(kind) });
    items.push({ id: `approval ${id}`, icon: <ListChecks />, text, href: routes.approvals() });
  }
  for (const { id, code, perHour } of alarms.paused) {
    const text = t('paused', { code, count: perHour ?? 0 });
    items.push({ id: `coupon ${id}`, icon: <CirclePause />, text, href: routes.coupon(id) });
  }
  for (const { batchId, couponId, code } of alarms.leaks) {
    const text = t('leak', { id: batchId, code });
    items.push({ id: `batch ${batchId}`, icon: <ShieldAlert />, text, href: routes.codeBatches(couponId) });
  }
  if (supplier?.maintenanceAt) {
    items.push({ id: 'maintenance', icon: <Truck />, text: t('maintenance'), href: routes.suppliers() });
  }
  if (supplier?.balance && supplier.balance.state !== 'fine') {
    const { state, paisa } = supplier.balance;
    const text = t(`balance.${state}`, { amount: paisa === null ? 'none' : formatPaisa(paisa) });
    items.push({ id: 'balance', icon: <Truck />, text, href: routes.suppliers() });
  }
  if (bookDifferences > 0) {
    const text = t('bookDifferences', { count: bookDifferences });
    items.push({ id: 'books', icon: <Scale />, text, href: routes.comparisons() });
  }
  for (const { userId, kind, name, limit, span } of limits) {
    const text = t('limit', { name, kind, limit, span });
    items.push({ id: `limit ${userId} ${kind}`, icon: <Hand />, text, href: routes.reachedLimits() });
  }
  for (const { id, name, state, stock: left } of stock) {
    if (state !== 'low' && state !== 'sold_out') continue;
    const text = t(state, { name, count: left });
    items.push({ id: `product ${id}`, icon: <PackageOpen />, text, href: routes.product(id) });
  }
  for (const { id, integratorId, integratorName: name, amountPaisa } of creditRequests) {
    const text = t('creditRequest', { name, amount: formatPaisa(amountPaisa) });
    items.push({ id: `request ${id}`, icon: <Wallet />, text, href: routes.integrator(integratorId) });
  }
  for (const { id, name, availablePaisa } of lowCredit) {
    const text = t('lowCredit', { name, amount: availablePaisa === null ? 'none' : formatPaisa(availablePaisa) });
    items.push({ id: `integrator ${id}`, icon: <Wallet />, text, href: routes.integrator(id) });
  }
  for (const { id, integratorId, integrator, prefix, attention } of keys) {
    const text = t(`key.${attention}`, { prefix, name: integrator });
    items.push({ id: `key ${id}`, icon: <KeyRound />, text, href: routes.integrator(integratorId) });
  }
  return items;
}
