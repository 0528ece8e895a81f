import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listComparisons } from '@/lib/domain/sales/supply/list-comparisons';
import { can } from '@/lib/platform/context/permissions';
import { ComparisonsScreen } from './comparisons-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('comparisons');
  return { title: t('title') };
}

export default async function ComparisonsPage() {
  const { ctx, allowed } = await requirePage('/suppliers/comparisons');
  if (!allowed) return <NoPermission page="/suppliers/comparisons" />;
  return (
    <ComparisonsScreen
      initial={await listComparisons(ctx)}
      canCompare={can(ctx.actor, 'suppliers.write')}
      canClose={can(ctx.actor, 'sales.resolve')}
    />
  );
}
