import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { listApprovals } from '@/lib/platform/approvals/list-approvals';
import { Approvals } from './approvals';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('approvals');
  return { title: t('title') };
}

export default async function ApprovalsPage() {
  const { ctx, allowed } = await requirePage('/approvals');
  if (!allowed) return <NoPermission page="/approvals" />;
  return <Approvals initial={asJson({ rows: await listApprovals(ctx) })} />;
}
