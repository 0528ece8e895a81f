import { and, eq, gte, isNotNull, like, lt, type SQL, sql } from 'drizzle-orm';
import { securityEvents } from '@/db/schema/security';
import { assertInOrder } from '@/lib/core/days-in-order';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/core/keyset';
import { beginning } from '@/lib/core/like-pattern';
import { operation } from '@/lib/platform/context/operation';
import { countryOf } from '@/lib/platform/security/country-of';
import { startOfDay } from '@/lib/platform/settings/days.sql';
import { listSecurityEventsInput, type SecurityEventFilter } from './schemas';

export type SecurityEventSummary = {
  id: number;
  kind: string;
  /** The first and the last of those that are counted here. */
  at: string;
  lastAt: string;
  count: number;
  actorKind: 'user' | 'key' | 'system' | 'stranger';
  userId: number | null;
  apiKeyId: number | null;
  /** Of a stranger: whose account or key was tried. */
  actorName: string | null;
  address: string | null;
  /** Of the address, as `NP`. */
  country: string | null;
  device: string | null;
  data: Record<string, unknown>;
  requestId: string | null;
};
export type SecurityEventsPage = KeysetPage<SecurityEventSummary>;

const newest: Keyset = {
  name: 'last',
  value: sql`${securityEvents.lastAt}`,
  type: 'timestamptz',
  id: sql`${securityEvents.id}`,
  descending: true,
};
const perPage = 50;

/** What concerns security, the latest first. @throws Forbidden, Invalid (`after`) */
export const listSecurityEvents = operation(
  'security.read',
  listSecurityEventsInput,
  async (ctx, { after, ...filter }): Promise<SecurityEventsPage> => {
    const request = { after, page: 1, perPage };
    const clauses = keysetClauses(newest, request);
    const rows = await ctx.db
      .select()
      .from(securityEvents)
      .where(and(securityEventsWhere(filter), clauses.where))
      .orderBy(...clauses.orderBy)
      .limit(clauses.limit);
    const summaries = rows.map((row) => ({ ...toSummary(row), sortValue: row.lastAt.toISOString() }));
    return keysetPage(newest, request, clauses.at, summaries);
  },
);

export function toSummary({ slot: _, at, lastAt, ...row }: typeof securityEvents.$inferSelect): SecurityEventSummary {
  return { ...row, country: countryOf(row.address), at: at.toISOString(), lastAt: lastAt.toISOString() };
}

/** One `where` for the list and its export. */
export function securityEventsWhere({ kind, actor, address, from, to }: SecurityEventFilter): SQL | undefined {
  assertInOrder({ from, to });
  return and(
    kind ? eq(securityEvents.kind, kind) : undefined,
    actor ? byActor(actor) : undefined,
    address ? and(isNotNull(securityEvents.address), like(securityEvents.address, beginning(address))) : undefined,
    from ? gte(securityEvents.lastAt, startOfDay(from)) : undefined,
    to ? lt(securityEvents.at, startOfDay(to, 1)) : undefined,
  );
}

function byActor(actor: string): SQL {
  const [kind, id] = actor.split(':');
  if (kind === 'user') return eq(securityEvents.userId, Number(id));
  if (kind === 'key') return eq(securityEvents.apiKeyId, Number(id));
  return eq(securityEvents.actorKind, 'stranger');
}
