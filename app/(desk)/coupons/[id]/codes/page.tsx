import { Layers, Plus, Upload } from 'lucide-react';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { asJson } from '@/app/session/as-json';
import { LinkButton } from '@/components/button';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { countCodes, listCodes } from '@/lib/domain/coupons/codes/list-codes';
import { can } from '@/lib/platform/context/permissions';
import { CouponHeader } from '../coupon-header';
import { type CouponParams, loadCoupon } from '../load-coupon';
import { CodesTable } from './codes-table';
import { FindCode } from './find-code';
import { codeListInput, loadCodeList } from './search-params';

type CodesPageProps = CouponParams & { searchParams: Promise<SearchParams> };

export async function generateMetadata(props: CouponParams): Promise<Metadata> {
  const { coupon, insteadTitle } = await loadCoupon(props, '/coupons/[id]/codes');
  const t = await getTranslations('codes');
  return { title: insteadTitle ?? t('title', { code: coupon?.code ?? '' }) };
}

export default async function CodesPage(props: CodesPageProps) {
  const { ctx, rights, coupon, instead } = await loadCoupon(props, '/coupons/[id]/codes');
  const t = await getTranslations('codes');
  if (instead) return instead;
  const state = await loadCodeList(props.searchParams);
  const [page, counts] = await Promise.all([
    listCodes(ctx, { couponId: coupon.id, ...codeListInput(state) }).catch((error: unknown) => {
      if (error instanceof Invalid) redirect(routes.couponCodes(coupon.id));
      throw error;
    }),
    countCodes(ctx, { couponId: coupon.id }),
  ]);
  const canWrite = rights.canWrite && !coupon.deletedAt;
  const canReveal = can(ctx.actor, 'codes.reveal');
  const { id } = coupon;
  return (
    <>
      <CouponHeader
        coupon={coupon}
        rights={rights}
        action={
          <LinkButton look="primary" icon={<Plus />} href={routes.issueCodes(id)}>
            {t('issue')}
          </LinkButton>
        }
      />
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <p className="me-auto text-muted">{t('help')}</p>
        <LinkButton size="sm" icon={<Layers />} href={routes.codeBatches(id)}>
          {t('batches')}
        </LinkButton>
        {canWrite && (
          <LinkButton size="sm" icon={<Upload />} href={routes.importCodes(id)}>
            {t('import')}
          </LinkButton>
        )}
      </div>
      <FindCode
        couponId={id}
        canWrite={canWrite}
        canReveal={canReveal}
        canExplain={can(ctx.actor, 'redemptions.explain')}
      />
      <CodesTable
        couponId={id}
        initial={asJson({ ...page, counts })}
        initialState={state}
        canWrite={canWrite}
        canReveal={canReveal}
      />
    </>
  );
}
