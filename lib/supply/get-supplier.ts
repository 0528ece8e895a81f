import { and, desc, eq, gte, ne, sql } from 'drizzle-orm';
import { supplierCalls, suppliers } from '@/db/schema/suppliers';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { findKhaltiClient } from '@/lib/suppliers/khalti/client';
import type { SupplierCallKind } from './record-call';

export type SupplierTrouble = { id: number; at: string; kind: SupplierCallKind; outcome: string; words: string | null };

export type SupplierStatus = {
  /** Its address and token are set. */
  isConnected: boolean;
  maintenanceAt: string | null;
  balancePaisa: number | null;
  balanceAt: string | null;
  productsReadAt: string | null;
  /** Every sale fails until an admin acts. */
  alert: { code: string | null; words: string; at: string } | null;
  /** Calls since `since`, by kind and outcome, the most frequent first. */
  calls: { kind: SupplierCallKind; outcome: string; count: number; medianMs: number }[];
  since: string;
  /** The last calls that did not go well, newest first. */
  troubles: SupplierTrouble[];
};

/** How Khalti is doing: what it said last, and its calls since an instant. @throws Forbidden */
export async function getSupplier(ctx: Context, { since }: { since: Date }): Promise<SupplierStatus> {
  assertCan(ctx, 'suppliers.read');
  const [[row], calls, troubles] = await Promise.all([
    ctx.db.select().from(suppliers).where(eq(suppliers.name, 'khalti')),
    ctx.db
      .select({
        kind: supplierCalls.kind,
        outcome: supplierCalls.outcome,
        count: sql<number>`count(*)::int`,
        medianMs: sql<number>`percentile_disc(0.5) within group (order by ${supplierCalls.tookMs})`,
      })
      .from(supplierCalls)
      .where(gte(supplierCalls.at, since))
      .groupBy(supplierCalls.kind, supplierCalls.outcome)
      .orderBy(sql`3 desc`),
    ctx.db
      .select()
      .from(supplierCalls)
      .where(and(ne(supplierCalls.outcome, 'ok'), gte(supplierCalls.at, new Date(since.getTime() - weekMs))))
      .orderBy(desc(supplierCalls.at), desc(supplierCalls.id))
      .limit(20),
  ]);
  const iso = (at: Date | null | undefined) => at?.toISOString() ?? null;
  return {
    isConnected: findKhaltiClient() !== null,
    maintenanceAt: iso(row?.maintenanceAt),
    balancePaisa: row?.balancePaisa ?? null,
    balanceAt: iso(row?.balanceAt),
    productsReadAt: iso(row?.productsReadAt),
    alert: row?.alertAt ? { code: row.alertCode, words: row.alertWords ?? '', at: row.alertAt.toISOString() } : null,
    calls,
    since: since.toISOString(),
    troubles: troubles.map(({ id, at, kind, outcome, words }) => ({ id, at: at.toISOString(), kind, outcome, words })),
  };
}

const weekMs = 7 * 24 * 60 * 60 * 1000;
