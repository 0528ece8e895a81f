import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList, startOver } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { findOwnShift } from '@/lib/domain/sales/shifts/get-shift';
import { listShifts } from '@/lib/domain/sales/shifts/list-shifts';
import { loadShiftsParams, shiftsInput } from './search-params';
import { ShiftsList } from './shifts-list';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/shifts', props);
  const t = await getTranslations('shifts');
  return { title: t('title') };
}

export default async function ShiftsPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/shifts');
  if (!allowed) return <NoPermission page="/shifts" />;
  const views = await openList('/shifts', props);
  const params = await loadShiftsParams(props.searchParams);
  const [initial, own] = await Promise.all([
    listShifts(ctx, shiftsInput(params)).catch((error: unknown) => {
      // A cursor of another list: this one is shown from its first page.
      if (error instanceof Invalid) startOver('/shifts', views);
      throw error;
    }),
    findOwnShift(ctx),
  ]);
  return (
    <SavedViews list="/shifts" views={views}>
      <ShiftsList initial={initial} initialParams={params} ownId={own.id} />
    </SavedViews>
  );
}
