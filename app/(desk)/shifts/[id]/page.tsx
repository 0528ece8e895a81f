import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { findThing } from '@/app/(desk)/find-thing';
import { getShift } from '@/lib/domain/sales/shifts/get-shift';
import { ShiftView } from './shift-view';

type Params = Promise<{ id: string }>;

const load = cache((id: string) => findThing('/shifts/[id]', id, (ctx, shiftId) => getShift(ctx, { shiftId })));

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { id } = await params;
  const { insteadTitle } = await load(id);
  const t = await getTranslations('shifts');
  return { title: insteadTitle ?? t('name', { id }) };
}

export default async function ShiftPage({ params }: { params: Params }) {
  const { thing: shift, instead } = await load((await params).id);
  return instead ?? <ShiftView shift={shift} />;
}
