import { and, eq, sql } from 'drizzle-orm';
import { creditAccounts, creditTransfers } from '@/db/schema/credits';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Conflict } from '@/lib/core/errors';
import { actorName } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

export type CreditAccountKind = (typeof creditAccounts.$inferSelect)['kind'];
export type TransferKind = (typeof creditTransfers.$inferSelect)['kind'];

export type CreditMove = {
  integratorId: number;
  from: CreditAccountKind;
  to: CreditAccountKind;
  amountPaisa: number;
  kind: TransferKind;
  saleId?: number;
  reason?: string;
};

const lockOrder: CreditAccountKind[] = ['available', 'held', 'consumed', 'funding'];

/** The four accounts of an integrator; those that are there stay. */
export async function openCreditAccounts(ctx: Pick<Context, 'db'>, integratorId: number): Promise<void> {
  const floors = { funding: null, available: 0, held: 0, consumed: 0 };
  const rows = lockOrder.map((kind) => ({ integratorId, kind, floorPaisa: floors[kind] }));
  await ctx.db.insert(creditAccounts).values(rows).onConflictDoNothing();
}

/**
 * Locks the account that a purchase spends from, before its reference: purchases from stock lock them in that order too,
 * and so two under one reference never wait for each other. In the transaction of `tx`; for use cases.
 */
export async function holdAvailable(tx: Context, integratorId: number): Promise<void> {
  await tx.db
    .select({ id: creditAccounts.id })
    .from(creditAccounts)
    .where(and(eq(creditAccounts.integratorId, integratorId), eq(creditAccounts.kind, 'available')))
    .for('no key update');
}

/**
 * One transfer: both balances and its row, in the transaction of `ctx`. Accounts are always locked in the same order,
 * `available` first as in a purchase, so that two moves never wait for each other. For use cases: it asks for no
 * permission.
 * @throws Conflict `insufficient_credit` when an account would fall below its floor
 */
export async function moveCredit(ctx: Context, move: CreditMove): Promise<void> {
  const { integratorId, from, to, amountPaisa, kind } = move;
  const ids = new Map<CreditAccountKind, number>();
  for (const account of lockOrder.filter((candidate) => candidate === from || candidate === to)) {
    const change = account === from ? -amountPaisa : amountPaisa;
    const [row] = await ctx.db
      .update(creditAccounts)
      .set({ balancePaisa: sql`${creditAccounts.balancePaisa} + ${change}` })
      .where(and(eq(creditAccounts.integratorId, integratorId), eq(creditAccounts.kind, account)))
      .returning({ id: creditAccounts.id })
      .catch((error: unknown) => {
        if (violatedConstraint(error) !== 'credit_accounts_floor_check') throw error;
        throw new Conflict('insufficient_credit', 'There is not enough credit for this.');
      });
    if (row) ids.set(account, row.id);
  }
  const [fromAccountId, toAccountId] = [ids.get(from), ids.get(to)];
  if (!fromAccountId || !toAccountId) throw new Error(`Integrator ${integratorId} has no credit accounts.`);
  await ctx.db.insert(creditTransfers).values({
    at: ctx.now(),
    fromAccountId,
    toAccountId,
    amountPaisa,
    kind,
    saleId: move.saleId ?? null,
    reason: move.reason ?? null,
    actorName: actorName(ctx.actor),
  });
}
