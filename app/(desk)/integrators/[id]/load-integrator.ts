import 'server-only';
import { notFound } from 'next/navigation';
import { NotFound } from '@/lib/core/errors';
import { getIntegrator, type IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import type { Context } from '@/lib/platform/context/context';

/** The integrator of an address, or the not-found page. */
export async function loadIntegrator(ctx: Context, params: Promise<{ id: string }>): Promise<IntegratorSummary> {
  const { id } = await params;
  if (!/^[1-9]\d{0,14}$/.test(id)) notFound();
  return getIntegrator(ctx, { id: Number(id) }).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
}
