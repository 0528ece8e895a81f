import 'server-only';
import { cache } from 'react';
import { findThing } from '@/app/(desk)/find-thing';
import { getIntegrator } from '@/lib/domain/access/integrators/list-integrators';
import type { DeskPage } from '@/lib/platform/context/page-permissions';

type IntegratorPage = Extract<DeskPage, `/integrators/[id]${string}`>;
export type IntegratorParams = { params: Promise<{ id: string }> };

const load = cache((id: string, page: IntegratorPage) =>
  findThing(page, id, (ctx, of) => getIntegrator(ctx, { id: of })),
);

/** The integrator of a page's address, or what is shown instead. */
export async function loadIntegrator({ params }: IntegratorParams, page: IntegratorPage) {
  return load((await params).id, page);
}
