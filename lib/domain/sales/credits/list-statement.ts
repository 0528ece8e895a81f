import { runStatement } from '@/db/run-statement';
import type { creditTransfers } from '@/db/schema/credits';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { type CreditStatementInput, creditStatementInput } from './schemas';

export type StatementEntry = {
  id: number;
  at: string;
  kind: (typeof creditTransfers.$inferSelect)['kind'];
  /** Negative when it took from the credit. */
  amountPaisa: number;
  /** The credit right after it. */
  balancePaisa: number;
  reason: string | null;
  saleId: number | null;
  reference: string | null;
  actorName: string;
};

export type CreditStatement = {
  /** The credit before the first entry of the whole span, and after its last one. */
  openingPaisa: number;
  closingPaisa: number;
  /** One page of it, newest first. */
  entries: StatementEntry[];
  /** `before` of the next page; null on the last one. */
  next: number | null;
  /** The page before this one, null on the first; its `before` is null unless a whole page more comes before that. */
  previous: { before: number | null } | null;
};

const last = Number.MAX_SAFE_INTEGER;

// Entries of one account are written one after the other, so a span of ids always adds up; one of times might not.
const movedFrom = (id: string) =>
  `(select balance_paisa from account) - (select coalesce(sum(amount), 0) from entry where id >= ${id})`;
const firstOn = (day: string) =>
  `coalesce((select min(id) from entry where at >= (${day})::timestamp at time zone $6), ${last})`;

const statement = `
  with account as materialized (
    select id, balance_paisa from credit_accounts where integrator_id = $1::bigint and kind = 'available'
  ), entry as not materialized (
    select id, at, kind, amount_paisa as amount, reason, sale_id, actor_name from credit_transfers
      where to_account_id = (select id from account)
    union all select id, at, kind, -amount_paisa, reason, sale_id, actor_name from credit_transfers
      where from_account_id = (select id from account)
  ), span as materialized (
    select case when $2::date is null then 0 else ${firstOn('$2::date')} end as first,
      case when $3::date is null then ${last} else ${firstOn('$3::date + 1')} end as until
  ), shown as materialized (
    select e.* from entry e where e.id >= (select first from span)
      and e.id < (select least(until, $4::bigint) from span) order by e.id desc limit $5::int
  ), balanced as (
    select e.*, ${movedFrom('(select least(until, $4::bigint) from span)')}
      - coalesce(sum(e.amount) over (order by e.id desc rows between unbounded preceding and 1 preceding), 0) as balance
    from shown e
  )
  select case when $2::date is null then 0 else ${movedFrom('(select first from span)')} end as opening,
    ${movedFrom('(select until from span)')} as closing,
    (select case when count(*) = $5::int - 1 then min(b.id) end from (
      select e.id from entry e where e.id >= $4::bigint and e.id < (select until from span)
        order by e.id offset $5::int - 1 limit $5::int - 1) b) as previous,
    (select coalesce(json_agg(json_build_object('id', b.id, 'at', b.at, 'kind', b.kind, 'amountPaisa', b.amount,
      'balancePaisa', b.balance, 'reason', b.reason, 'saleId', b.sale_id, 'reference', s.reference,
      'actorName', b.actor_name) order by b.id desc), '[]')::text
      from balanced b left join sales s on s.id = b.sale_id) as entries`;

const perPage = 50;

/** What moved an integrator's credit, newest first, with the credit before and after. @throws Forbidden */
export async function listStatement(ctx: Context, input: CreditStatementInput): Promise<CreditStatement> {
  assertCan(ctx, 'integrators.read');
  const { integratorId, from = null, to = null, before = last } = creditStatementInput.parse(input);
  const { timeZone } = await getSettings(ctx.db);
  type Row = { opening: string | null; closing: string | null; previous: string | null; entries: string };
  const [row] = await runStatement<Row>(ctx.db, statement, [integratorId, from, to, before, perPage + 1, timeZone]);
  const found = (JSON.parse(row?.entries ?? '[]') as StatementEntry[]).map((entry) => ({
    ...entry,
    at: new Date(entry.at).toISOString(),
  }));
  const entries = found.slice(0, perPage);
  return {
    openingPaisa: Number(row?.opening ?? 0),
    closingPaisa: Number(row?.closing ?? 0),
    entries,
    next: found.length > perPage ? (entries.at(-1)?.id ?? null) : null,
    previous: before === last ? null : { before: row?.previous ? Number(row.previous) : null },
  };
}
