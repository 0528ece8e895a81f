import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { findOwnShift } from '@/lib/domain/sales/shifts/get-shift';
import { listShifts } from '@/lib/domain/sales/shifts/list-shifts';
import { loadShiftsParams, shiftsInput } from './search-params';
import { ShiftsList } from './shifts-list';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shifts');
  return { title: t('title') };
}

export default async function ShiftsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/shifts');
  if (!allowed) return <NoPermission page="/shifts" />;
  const params = await loadShiftsParams(searchParams);
  const [initial, own] = await Promise.all([
    listShifts(ctx, shiftsInput(params)).catch((error: unknown) => {
      // A cursor of another list: this one is shown from its first page.
      if (error instanceof Invalid) redirect(routes.shifts());
      throw error;
    }),
    findOwnShift(ctx),
  ]);
  return <ShiftsList initial={initial} initialParams={params} ownId={own.id} />;
}
