import { asc, eq, sql } from 'drizzle-orm';
import { creditAccounts } from '@/db/schema/credits';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';

export type IntegratorKeySummary = {
  id: number;
  prefix: string;
  scopes: string[];
  createdAt: string;
  lastUsedAt: string | null;
  state: 'active' | 'revoked' | 'expired';
};

export type IntegratorSummary = {
  id: number;
  name: string;
  createdAt: string;
  disabled: boolean;
  availablePaisa: number;
  consumedPaisa: number;
  keys: IntegratorKeySummary[];
};

/** Every integrator by name with its credit and its keys (never the keys themselves). @throws Forbidden */
export async function listIntegrators(ctx: Context): Promise<IntegratorSummary[]> {
  assertCan(ctx, 'integrators.read');
  const balance = (kind: string) =>
    sql<string>`coalesce(sum(${creditAccounts.balancePaisa}) filter (where ${creditAccounts.kind} = ${kind}), 0)`;
  const [rows, keys] = await Promise.all([
    ctx.db
      .select({
        id: integrators.id,
        name: integrators.name,
        createdAt: integrators.createdAt,
        disabledAt: integrators.disabledAt,
        availablePaisa: balance('available'),
        consumedPaisa: balance('consumed'),
      })
      .from(integrators)
      .leftJoin(creditAccounts, eq(creditAccounts.integratorId, integrators.id))
      .groupBy(integrators.id)
      .orderBy(sql`lower(${integrators.name})`),
    ctx.db.select().from(apiKeys).orderBy(asc(apiKeys.id)),
  ]);
  const now = ctx.now();
  return rows.map(({ disabledAt, ...row }) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    disabled: disabledAt !== null,
    availablePaisa: Number(row.availablePaisa),
    consumedPaisa: Number(row.consumedPaisa),
    keys: keys.filter((key) => key.integratorId === row.id).map((key) => keySummary(key, now)),
  }));
}

function keySummary(key: typeof apiKeys.$inferSelect, now: Date): IntegratorKeySummary {
  const state = key.revokedAt ? 'revoked' : key.expiresAt && key.expiresAt <= now ? 'expired' : 'active';
  return {
    id: key.id,
    prefix: key.prefix,
    scopes: key.scopes,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    state,
  };
}
