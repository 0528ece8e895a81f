'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { refusalText } from '@/app/session/refusal-text';
import { useAction } from '@/app/session/use-action';
import { Button, LinkButton } from '@/components/button';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { PageHeader } from '@/components/page-header';
import { toastError, toastSuccess } from '@/components/toasts';
import { whenNeeded } from '@/components/when-needed';
import { routes } from '@/lib/core/routes';
import type { ShiftDetails } from '@/lib/domain/sales/shifts/get-shift';
import { ExportButton } from '../../export-button';
import { approveShiftAction } from '../actions';
import { Difference, ShiftStateBadge } from '../shift-state';
import { TillTable } from './till-table';

const CloseShiftDialog = whenNeeded(() => import('./close-shift-dialog').then((module) => module.CloseShiftDialog));

/** A shift on screen and on paper: what its till should have, and what it had. */
export function ShiftView({ shift }: { shift: ShiftDetails }) {
  const t = useTranslations('shifts');
  const router = useRouter();
  const queryClient = useQueryClient();
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: ['shifts'] });
    router.refresh();
  };
  const [isClosing, setClosing] = useState(false);
  const approve = useAction(approveShiftAction, {
    onSuccess: (result) => (result.ok ? toastSuccess(t('approve.done')) : toastError(refusalText(result))),
    onSettled: refresh,
  });
  const { id, till } = shift;
  return (
    <>
      <PageHeader
        title={t('name', { id })}
        breadcrumb={[{ label: t('title'), href: routes.shifts() }]}
        badge={<ShiftStateBadge state={shift.state} />}
        action={
          <span className="no-print flex flex-wrap gap-2">
            {shift.canClose && (
              <Button look="primary" onPress={() => setClosing(true)}>
                {t('close.action')}
              </Button>
            )}
            {shift.canApprove && (
              <Button look="primary" onPress={() => approve.mutate({ shiftId: id })} isPending={approve.isPending}>
                {t('approve.action')}
              </Button>
            )}
            <Button icon={<Printer />} onPress={() => window.print()}>
              {t('print')}
            </Button>
          </span>
        }
      />
      <div className="grid max-w-[1200px] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-6">
          <TillTable till={till} floatPaisa={shift.floatPaisa} />
          <div className="no-print flex flex-wrap gap-2">
            <LinkButton href={routes.salesOfShift(id)}>{t('sales')}</LinkButton>
            {shift.state !== 'open' && <ExportButton address="/api/desk/shifts/exports" filter={{ shiftId: id }} />}
          </div>
        </div>
        <section aria-label={t('shift')} className="card p-5">
          <ShiftFacts shift={shift} />
        </section>
      </div>
      {isClosing && <CloseShiftDialog shift={shift} onAnswer={refresh} onClose={() => setClosing(false)} />}
    </>
  );
}

function ShiftFacts({ shift }: { shift: ShiftDetails }) {
  const t = useTranslations('shifts');
  const by = (at: string, name: string | null) => (
    <>
      <Instant value={at} exact />
      {name && <span className="block text-muted">{name}</span>}
    </>
  );
  return (
    <Facts
      facts={[
        { label: t('seller'), value: shift.sellerName },
        { label: t('opened'), value: <Instant value={shift.openedAt} exact /> },
        { label: t('float'), value: <Money paisa={shift.floatPaisa} /> },
        ...(shift.closedAt ? [{ label: t('closed'), value: by(shift.closedAt, shift.closedBy) }] : []),
        ...(shift.differencePaisa === null
          ? []
          : [{ label: t('difference'), value: <Difference paisa={shift.differencePaisa} /> }]),
        ...(shift.note ? [{ label: t('note'), value: shift.note }] : []),
        ...(shift.approvedAt ? [{ label: t('approved'), value: by(shift.approvedAt, shift.approvedBy) }] : []),
      ]}
    />
  );
}
