import type { creditTransfers } from '@/db/schema/credits';

/** As the statement's JSON has it. `amountPaisa` is negative when it took from the credit. */
export type StatementEntry = Pick<
  typeof creditTransfers.$inferSelect,
  'id' | 'kind' | 'amountPaisa' | 'reason' | 'saleId' | 'actorName'
> & {
  at: string;
  /** The credit right after it. */
  balancePaisa: number;
  reference: string | null;
};

/** As the driver gives it: sums as text, entries as JSON. */
export type CreditStatementRow = {
  opening: string | null;
  closing: string | null;
  previous: string | null;
  entries: string;
};

/** No entry has this id or a later one. */
export const afterLast = Number.MAX_SAFE_INTEGER;

// Entries of one account are written one after the other, so a span of ids always adds up; one of times might not.
const movedFrom = (id: string) =>
  `(select balance_paisa from account) - (select coalesce(sum(amount), 0) from entry where id >= ${id})`;
const firstOn = (day: string, zone: string) =>
  `coalesce((select min(id) from entry where at >= (${day})::timestamp at time zone ${zone}), ${afterLast})`;

/** $1 integrator, $2 and $3 the first and the last day or null. */
const spanIn = (zone: string) => `account as materialized (
    select id, balance_paisa from credit_accounts where integrator_id = $1::bigint and kind = 'available'
  ), entry as not materialized (
    select id, at, kind, amount_paisa as amount, reason, sale_id, actor_name from credit_transfers
      where to_account_id = (select id from account)
    union all select id, at, kind, -amount_paisa, reason, sale_id, actor_name from credit_transfers
      where from_account_id = (select id from account)
  ), span as materialized (
    select case when $2::date is null then 0 else ${firstOn('$2::date', zone)} end as first,
      case when $3::date is null then ${afterLast} else ${firstOn('$3::date + 1', zone)} end as until
  )`;

/** How many entries the span has. $1 integrator, $2 and $3 the first and the last day or null, $4 the time zone of the days. */
export const creditStatementCount = `
  with ${spanIn('$4')}
  select count(*)::float8 as many from entry e, span where e.id >= span.first and e.id < span.until`;

/**
 * The entries of one span of days, newest first, each with the credit right after it. $1 integrator, $2 and $3 the first and
 * the last day or null, $4 only entries before this id, $5 how many, $6 the time zone of the days.
 */
export const creditStatement = `
  with ${spanIn('$6')}, shown as materialized (
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
