import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { creditAccounts } from '@/db/schema/credits';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';

export type CreditBalance = { availablePaisa: number; heldPaisa: number; consumedPaisa: number };

/** What an integrator has, holds and has spent; 0 without accounts. For use cases: it asks for no permission. */
export async function readBalance(db: Executor, integratorId: number): Promise<CreditBalance> {
  const rows = await db
    .select({ kind: creditAccounts.kind, balancePaisa: creditAccounts.balancePaisa })
    .from(creditAccounts)
    .where(eq(creditAccounts.integratorId, integratorId));
  const of = (kind: string) => rows.find((row) => row.kind === kind)?.balancePaisa ?? 0;
  return { availablePaisa: of('available'), heldPaisa: of('held'), consumedPaisa: of('consumed') };
}

/** The credit of the key's own integrator. @throws Forbidden */
export const getOwnBalance = operation(
  'sales.sell',
  noInput,
  async (ctx: Context<KeyActor>): Promise<CreditBalance> => {
    return readBalance(ctx.db, ctx.actor.integratorId);
  },
);
