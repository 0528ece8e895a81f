import { insertDeliveries } from '@/lib/domain/sales/deliveries/insert-deliveries.sql';
import { type AuditRequest, auditRequestColumns, insertAudit } from '@/lib/platform/audit/insert-audit.sql';
import { instantText, webhookOutbox } from '@/lib/platform/webhooks/outbox.sql';
import type { SaleState } from './filters';
import { type SaleEffects, type SaleOrigin, saleTransitions } from './sale-transitions';

/** A sale that has just got to `state`, as a statement takes it: plain JSON, named like its columns. */
export type TransitionRow = {
  sale_id: number;
  at: string;
  from_state: SaleOrigin;
  state: SaleState;
  /** For the timeline: the supplier's words or a person's reason, without secrets. */
  note: string | null;
  reference: string;
  product_id: number;
  amount_paisa: number;
  supplier: 'stock' | 'khalti';
  integrator_id: number | null;
  phone: string | null;
  email: string | null;
} & AuditRequest;

const transitionColumns: Record<keyof TransitionRow, string> = {
  sale_id: 'bigint',
  at: 'timestamptz',
  from_state: 'text',
  state: 'text',
  note: 'text',
  reference: 'text',
  product_id: 'bigint',
  amount_paisa: 'bigint',
  supplier: 'text',
  integrator_id: 'bigint',
  phone: 'text',
  email: 'text',
  ...auditRequestColumns,
};

/** SQL for whether row `t` made one of the transitions that have the effect. */
function made(hasEffect: (effects: SaleEffects) => boolean): string {
  const pairs = Object.entries<Partial<Record<SaleState, SaleEffects>>>(saleTransitions).flatMap(([from, effects]) =>
    Object.entries(effects).flatMap(([to, effect]) => (hasEffect(effect) ? [`('${from}', '${to}')`] : [])),
  );
  return `(t.from_state, t.state) in (${pairs.join(', ')})`;
}

/** SQL for what every webhook event about a sale says of it. */
const saleData = (t: string) => ({
  sale_id: `${t}.sale_id`,
  reference: `${t}.reference`,
  product_id: `${t}.product_id`,
  amount_paisa: `${t}.amount_paisa`,
  supplier: `${t}.supplier`,
});

/** An `insert` to embed as a CTE: an entry in the timeline of its sale for each row of `rows`, in the order of `ord`. */
const timelineEntries = (rows: string): string => `
  insert into sale_events (sale_id, at, state, actor_name, note)
  select sale_id, at, state, actor_name, note from ${rows} order by ord`;

/** Sold at the desk, or by an integrator that leaves the messages to its customers to the desk. */
const messagesAreOurs = `(t.integrator_id is null
  or exists (select from integrators i where i.id = t.integrator_id and i.customer_messages))`;

/**
 * CTEs to embed in a statement: what `saleTransitions` says of each row of `rows`, which has the columns of a
 * `TransitionRow`, and `ord` for the order of what is written. `message` has the `id` and `sale_id` of each message that
 * waits for its job. Balances and transfers are for the statement itself: it knows which accounts it has locked.
 */
export function saleTimeline(rows: string): string {
  const event = { from: `${rows} t`, integratorId: 't.integrator_id', at: 't.at' };
  const data = saleData('t');
  const emits = (type: SaleEffects['webhook']) => made(({ webhook }) => webhook === type);
  const at = instantText('t.at');
  const events = webhookOutbox(
    { ...event, type: 'sale.succeeded', where: emits('sale.succeeded'), data: { ...data, succeeded_at: at } },
    { ...event, type: 'sale.failed', where: emits('sale.failed'), data: { ...data, failed_at: at } },
    { ...event, type: 'sale.voided', where: emits('sale.voided'), data: { ...data, voided_at: at } },
    { ...event, type: 'sale.refunded', where: emits('sale.refunded'), data: { ...data, refunded_at: at } },
    { ...event, type: 'sale.pin_missing', where: emits('sale.pin_missing'), data: { ...data, since: at } },
  );
  const messages = insertDeliveries({
    from: `${rows} t where ${made(({ delivers }) => delivers === true)} and ${messagesAreOurs}`,
    saleId: 't.sale_id',
    phone: 't.phone',
    email: 't.email',
    at: 't.at',
  });
  const audit = insertAudit({
    from: `${rows} order by ord`,
    at: 'at',
    action: "'sale.' || state",
    subjectKind: 'sale',
    subjectId: 'sale_id',
    data: `jsonb_strip_nulls(jsonb_build_object('productId', product_id, 'amountPaisa', amount_paisa,
      'from', nullif(from_state, 'new')))`,
  });
  return `timeline as (${timelineEntries(rows)}
), audit as (${audit}
), event as (${events}
), message as (${messages})`;
}

/** Writes what goes with one transition; $1 is a `TransitionRow` as JSON. */
export const writeTransition = `
with transition as materialized (
  select 1 as ord, r.* from jsonb_to_record($1::text::jsonb) as r (
    ${Object.entries(transitionColumns)
      .map((column) => column.join(' '))
      .join(', ')})
), ${saleTimeline('transition')}
select array(select id from message order by id) as "deliveryIds"`;

/** A note about a sale that stays in its state, named like the columns of its timeline. */
export type NoteRow = Pick<TransitionRow, 'sale_id' | 'at' | 'state' | 'actor_name' | 'note'>;
const noteColumns = ['sale_id', 'at', 'state', 'actor_name', 'note'] as const satisfies (keyof NoteRow)[];

/** Writes a note into the timeline of a sale; $1 is a `NoteRow` as JSON. */
export const writeNote = `
with note as (
  select 1 as ord, r.* from jsonb_to_record($1::text::jsonb) as r (
    ${noteColumns.map((name) => `${name} ${transitionColumns[name]}`).join(', ')})
)${timelineEntries('note')}`;

/** Says that a sale has another PIN, to the endpoints that ask for it; $1 is its id, $2 the instant. It locks nothing. */
export const emitPinReplaced = webhookOutbox({
  type: 'sale.pin_replaced',
  from: '(select *, id as sale_id from sales where id = $1::bigint) t',
  integratorId: 't.integrator_id',
  at: '$2::timestamptz',
  data: { ...saleData('t'), replaced_at: instantText('$2::timestamptz') },
});

/** Says that a sale needs a person, to the endpoints that ask for it; $1 is its id, $2 the instant. It locks nothing. */
export const emitNeedsAttention = webhookOutbox({
  type: 'sale.needs_attention',
  from: '(select *, id as sale_id from sales where id = $1::bigint) t',
  integratorId: 't.integrator_id',
  at: '$2::timestamptz',
  data: { ...saleData('t'), state: 't.state', since: instantText('t.created_at') },
});
