import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { asJson } from '@/app/session/as-json';
import { LinkButton } from '@/components/button';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { listBatches } from '@/lib/domain/coupons/codes/list-batches';
import { can } from '@/lib/platform/context/permissions';
import { type CouponParams, loadCoupon } from '../../load-coupon';
import { CodesSubpageHeader } from '../subpage-header';
import { BatchesTable } from './batches-table';
import { loadBatchList } from './search-params';

type BatchesPageProps = CouponParams & { searchParams: Promise<SearchParams> };

export async function generateMetadata(props: CouponParams): Promise<Metadata> {
  const { coupon, insteadTitle } = await loadCoupon(props, '/coupons/[id]/codes/batches');
  const t = await getTranslations('batches');
  return { title: insteadTitle ?? t('list.title', { code: coupon?.code ?? '' }) };
}

export default async function BatchesPage(props: BatchesPageProps) {
  const { ctx, coupon, instead } = await loadCoupon(props, '/coupons/[id]/codes/batches');
  const t = await getTranslations('batches');
  if (instead) return instead;
  const { after } = await loadBatchList(props.searchParams);
  const page = await listBatches(ctx, { couponId: coupon.id, ...(after ? { after } : {}) }).catch((error: unknown) => {
    if (error instanceof Invalid) redirect(routes.codeBatches(coupon.id));
    throw error;
  });
  const canWrite = can(ctx.actor, 'coupons.write') && !coupon.deletedAt;
  const issue = (
    <LinkButton look="primary" icon={<Plus />} href={routes.issueCodes(coupon.id)}>
      {t('issue.title')}
    </LinkButton>
  );
  return (
    <>
      <CodesSubpageHeader
        coupon={coupon}
        title={t('list.title', { code: coupon.code })}
        action={canWrite ? issue : undefined}
      />
      <BatchesTable
        couponId={coupon.id}
        initial={asJson(page)}
        initialAfter={after}
        canWrite={canWrite}
        canReveal={can(ctx.actor, 'codes.reveal')}
        seesMoney={can(ctx.actor, 'money.read')}
      />
    </>
  );
}
