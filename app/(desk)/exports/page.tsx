import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { listExports } from '@/lib/domain/exports/list-exports';
import { Exports } from './exports';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('exports');
  return { title: t('title') };
}

export default async function ExportsPage() {
  const { ctx } = await requirePage('/exports');
  return <Exports initial={asJson({ rows: await listExports(ctx) })} />;
}
