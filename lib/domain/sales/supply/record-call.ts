import { and, eq, isNotNull } from 'drizzle-orm';
import { supplierCalls, suppliers } from '@/db/schema/suppliers';
import type { SupplierCode } from '@/lib/adapters/khalti/outcomes';
import type { Context } from '@/lib/platform/context/context';

export type SupplierCallKind = (typeof supplierCalls.$inferSelect)['kind'];

export type SupplierCall = {
  kind: SupplierCallKind;
  /** `ok`, or the reason or code of what came instead. */
  outcome: string;
  words?: string;
  tookMs: number;
  saleId?: number;
};

/** Records a call of Khalti and its outcome. For use cases: it asks for no permission. */
export async function recordCall(ctx: Context, { kind, outcome, words, tookMs, saleId }: SupplierCall): Promise<void> {
  await ctx.db.insert(supplierCalls).values({
    at: ctx.now(),
    supplier: 'khalti',
    kind,
    outcome,
    words: words ?? null,
    tookMs: Math.round(tookMs),
    saleId: saleId ?? null,
  });
}

type Alert = { code: SupplierCode | null; words: string };

/** Raises the alert that every sale fails, or clears it; writes nothing when nothing changed. */
export async function noteAlert(ctx: Context, alert: Alert | null): Promise<void> {
  if (alert === null) {
    const raised = and(eq(suppliers.name, 'khalti'), isNotNull(suppliers.alertAt));
    await ctx.db.update(suppliers).set({ alertCode: null, alertWords: null, alertAt: null }).where(raised);
    return;
  }
  const columns = { alertCode: alert.code, alertWords: alert.words, alertAt: ctx.now() };
  await ctx.db
    .insert(suppliers)
    .values({ name: 'khalti', ...columns })
    .onConflictDoUpdate({ target: suppliers.name, set: columns });
}
