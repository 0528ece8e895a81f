import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { NotFound } from '@/lib/core/errors';
import { getShift } from '@/lib/domain/sales/shifts/get-shift';
import { ShiftView } from './shift-view';

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const t = await getTranslations('shifts');
  return { title: t('name', { id: (await params).id }) };
}

export default async function ShiftPage({ params }: { params: Params }) {
  const { ctx, allowed } = await requirePage('/shifts/[id]');
  if (!allowed) return <NoPermission page="/shifts/[id]" />;
  const { id } = await params;
  if (!/^[1-9]\d{0,14}$/.test(id)) notFound();
  const shift = await getShift(ctx, { shiftId: Number(id) }).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  return <ShiftView shift={shift} />;
}
