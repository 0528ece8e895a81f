'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { deskClient, read } from '@/app/session/desk-client';
import { Button } from '@/components/button';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { MaskedCode } from '@/components/masked-code';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { PageHeader } from '@/components/page-header';
import { whenNeeded } from '@/components/when-needed';
import { routes } from '@/lib/core/routes';
import { describeDiscount } from '@/lib/domain/coupons/coupons/describe-discount';
import { SaleStateBadge } from '../../sales/sale-state';
import { type RedemptionDetails, redemptionsKey } from '../redemption-queries';
import { RedemptionStateBadge } from '../redemption-state';
import { RedemptionTimeline } from './redemption-timeline';

const RollBackDialog = whenNeeded(() => import('./roll-back-dialog').then((module) => module.RollBackDialog));

type RedemptionViewProps = { initial: RedemptionDetails; canRollBack: boolean };

export function RedemptionView({ initial, canRollBack }: RedemptionViewProps) {
  const t = useTranslations('redemptions');
  const roles = useRolesThatCan('redemptions.write');
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const key = [...redemptionsKey, 'one', initial.id];
  const { data: redemption } = useQuery({
    queryKey: key,
    queryFn: (): Promise<RedemptionDetails> =>
      read(deskClient.redemptions[':id{[1-9][0-9]{0,14}}'].$get({ param: { id: String(initial.id) } })),
    initialData: initial,
  });
  const isLive = redemption.state === 'redeemed' || redemption.state === 'held';

  return (
    <>
      <PageHeader
        title={t('name', { id: redemption.id })}
        breadcrumb={[{ label: t('title'), href: routes.redemptions() }]}
        badge={<RedemptionStateBadge state={redemption.state} />}
        action={
          isLive &&
          canRollBack && (
            <Button look="danger-quiet" icon={<Undo2 />} onPress={() => setAsking(true)}>
              {t('rollBack.open')}
            </Button>
          )
        }
      />
      {isLive && !canRollBack && <p className="mb-4 text-muted">{t('rollBack.readOnly', { roles })}</p>}
      <div className="grid max-w-[1200px] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_360px]">
        <RedemptionTimeline events={redemption.events} />
        <section aria-label={t('facts')} className="card p-5">
          <RedemptionFacts redemption={redemption} />
        </section>
      </div>
      {isAsking && (
        <RollBackDialog
          redemption={redemption}
          onClose={() => setAsking(false)}
          onChanged={() => client.invalidateQueries({ queryKey: redemptionsKey })}
        />
      )}
    </>
  );
}

function RedemptionFacts({ redemption }: { redemption: RedemptionDetails }) {
  const t = useTranslations('redemptions');
  const { coupon, codeLastFour, codeId, userRef, discount, sale, subscriptionRef } = redemption;
  const { planName, tvodPriceName, amount, amountOff, renewal } = redemption;
  const to = (href: string, children: ReactNode) => (
    <Link href={href} className="text-link">
      {children}
    </Link>
  );
  const code = codeLastFour && codeId !== null && (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-3">
      <MaskedCode lastFour={codeLastFour} name={t('code')} />
      {to(routes.redemptions({ codeId }), t('allOfCode'))}
    </span>
  );
  const booked = t('cycles.booked', { booked: redemption.bookedCycles, of: discount.cycles });
  const facts: { label: string; value: ReactNode }[] = [
    { label: t('coupon'), value: to(routes.coupon(coupon.id), <Mono>{coupon.code}</Mono>) },
    { label: t('code'), value: code || t('ownCode') },
    {
      label: t('user'),
      value: (
        <span className="inline-flex flex-wrap items-center justify-end gap-x-3">
          <Mono>{userRef}</Mono>
          {to(routes.redemptions({ user: userRef }), t('allOfUser'))}
        </span>
      ),
    },
    { label: t('discount'), value: describeDiscount({ ...discount, discount: discount.percent }) },
    ...(discount.duration === 'once' && redemption.bookedCycles === 0
      ? []
      : [
          {
            label: t('cycles.label'),
            value: discount.duration === 'repeating' ? booked : String(redemption.bookedCycles),
          },
        ]),
    ...(planName ? [{ label: t('plan'), value: planName }] : []),
    ...(tvodPriceName ? [{ label: t('price'), value: tvodPriceName }] : []),
    ...(amount !== null && amountOff !== null
      ? [
          { label: t('amount'), value: <Money paisa={amount} /> },
          { label: t('off'), value: <Money paisa={amountOff} /> },
          { label: t('due'), value: <Money paisa={amount - amountOff} /> },
        ]
      : []),
    ...(renewal === null ? [] : [{ label: t('renewal'), value: t(renewal ? 'yes' : 'no') }]),
    ...(subscriptionRef ? [{ label: t('subscription'), value: <Mono>{subscriptionRef}</Mono> }] : []),
    { label: t('integrator'), value: redemption.integratorName ?? t('desk') },
    { label: t('at'), value: <Instant value={redemption.createdAt} exact /> },
    ...(redemption.state === 'held' && redemption.holdExpiresAt
      ? [{ label: t('heldUntil'), value: <Instant value={redemption.holdExpiresAt} exact /> }]
      : []),
    ...(sale
      ? [
          {
            label: t('sale'),
            value: (
              <span className="inline-flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
                {to(routes.sale(sale.id), t('saleName', { id: sale.id }))}
                <SaleStateBadge state={sale.state} />
              </span>
            ),
          },
        ]
      : []),
  ];
  return <Facts facts={facts} />;
}
