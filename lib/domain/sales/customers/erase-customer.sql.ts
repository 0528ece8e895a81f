import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { erasedContact } from '@/lib/core/erased-contact';

/** Sales and messages: their contacts. The sales are locked; messages that wait are not sent any more. */
export async function eraseContacts(tx: Executor, saleIds: number[], now: string): Promise<number> {
  const of = sql`any (array(select jsonb_array_elements_text(${JSON.stringify(saleIds)}::text::jsonb)::int8))`;
  await tx.execute(sql`
    update sales set phone = case when phone is not null then ${erasedContact} end,
      email = case when email is not null then ${erasedContact} end, language = null
    where id = ${of}`);
  const messages = await tx.execute(sql`
    update deliveries set recipient = ${erasedContact}, updated_at = ${now}::timestamptz,
      state = case state when 'queued' then 'failed' else state end,
      error = case state when 'queued' then 'erased' else error end
    where sale_id = ${of} returning id`);
  return messages.length;
}

/**
 * Of these contacts, those that belong to the customer: the one that was asked about, and each that no other sale and no message
 * of another sale has. A shared one, as that of a family or a shop, is somebody else's, too.
 */
export async function ownContacts(
  db: Executor,
  saleIds: number[],
  asked: string,
  contacts: string[],
): Promise<string[]> {
  const others = contacts.filter((contact) => contact !== asked);
  const rows = await db.execute<{ contact: string }>(sql`
    with own as materialized (
      select value::int8 as id from jsonb_array_elements_text(${JSON.stringify(saleIds)}::text::jsonb))
    select c as contact from jsonb_array_elements_text(${JSON.stringify(others)}::text::jsonb) of_sales (c)
    where not exists (
      select from (
        select id from sales where phone = c or email = c
        union all select sale_id from deliveries where lower(recipient) = c) found (id)
      where id not in (select own.id from own))`);
  return [asked, ...rows.map(({ contact }) => contact)];
}

/** Notes about the customer: of these sales, or of any of these contacts. */
const notesAbout = (saleIds: number[], contacts: string[]): SQL => sql`(
  contact = any (array(select jsonb_array_elements_text(${JSON.stringify(contacts)}::text::jsonb)))
  or sale_id = any (array(select jsonb_array_elements_text(${JSON.stringify(saleIds)}::text::jsonb)::int8)))`;

/** How many notes an erasure would take. */
export async function countNotes(db: Executor, saleIds: number[], contacts: string[]): Promise<number> {
  const [row] = await db.execute<{ many: number }>(
    sql`select count(*)::float8 as many from customer_notes where ${notesAbout(saleIds, contacts)}`,
  );
  return row?.many ?? 0;
}

/**
 * Notes about the customer go whole, and what was imported with their contacts. Of notes about others, what names the customer
 * becomes the fixed word. @returns how many notes went
 */
export async function eraseNotes(tx: Executor, saleIds: number[], contacts: string[]): Promise<number> {
  const gone = await tx.execute(sql`delete from customer_notes where ${notesAbout(saleIds, contacts)} returning id`);
  await tx.execute(sql`
    delete from customer_contacts
    where contact = any (array(select jsonb_array_elements_text(${JSON.stringify(contacts)}::text::jsonb)))`);
  for (const contact of contacts) {
    await tx.execute(sql`
      update customer_notes set text = regexp_replace(text, contact_pattern(${contact}), ${erasedContact}, 'gi')
      where text ~* contact_pattern(${contact})`);
  }
  return gone.length;
}

/** Whether anything is noted of a customer, or was imported. */
export async function hasNotes(tx: Executor, contact: string): Promise<boolean> {
  const found = await tx.execute(sql`
    (select from customer_notes where contact = ${contact} limit 1)
    union all (select from customer_contacts where contact = ${contact})`);
  return found.length > 0;
}

export type ErasedRow = { id: number; sha256: string };

/** What these audit rows say now, for those who compare it later. */
export function hashAuditRows(tx: Executor, ids: number[]): Promise<ErasedRow[]> {
  return tx.execute<ErasedRow>(sql`
    select id::float8 as id, encode(sha256(convert_to(data::text, 'UTF8')), 'hex') as sha256 from audit_events
    where id = any (array(select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::int8)) order by id`);
}

/** What people wrote about these sales: every way of writing the contact. Of audit rows, which: their owner's function does it. */
export async function eraseFromTexts(tx: Executor, saleIds: number[], contact: string): Promise<number[]> {
  const ids = sql`array(select jsonb_array_elements_text(${JSON.stringify(saleIds)}::text::jsonb)::int8)`;
  const without = (column: string) =>
    sql`regexp_replace(${sql.identifier(column)}, contact_pattern(${contact}), ${erasedContact}, 'gi')`;
  const reasonWithout = (column: string) => sql`${sql.identifier(column)} || jsonb_build_object('reason',
    regexp_replace(${sql.identifier(column)} ->> 'reason', contact_pattern(${contact}), ${erasedContact}, 'gi'))`;
  await tx.execute(sql`
    update sales set failure_reason = ${without('failure_reason')} where id = any (${ids}) and failure_reason is not null`);
  await tx.execute(
    sql`update credit_transfers set reason = ${without('reason')} where sale_id = any (${ids}) and reason is not null`,
  );
  await tx.execute(
    sql`update sale_events set note = ${without('note')} where sale_id = any (${ids}) and note is not null`,
  );
  await tx.execute(sql`update replaced_codes set reason = ${without('reason')} where sale_id = any (${ids})`);
  await tx.execute(sql`update corrected_pins set reason = ${without('reason')} where sale_id = any (${ids})`);
  await tx.execute(sql`update goodwill_codes set reason = ${without('reason')} where sale_id = any (${ids})`);
  await tx.execute(sql`update payment_corrections set reason = ${without('reason')} where sale_id = any (${ids})`);
  await tx.execute(sql`update goodwill_refunds set reason = ${without('reason')} where sale_id = any (${ids})`);
  await tx.execute(sql`
    update approvals set reason = ${without('reason')}, answer = ${without('answer')},
      input = ${reasonWithout('input')}, summary = ${reasonWithout('summary')}
    where subject_kind = 'sale' and subject_id = any (${ids})`);
  const rows = await tx.execute<{ id: number }>(
    sql`select id::float8 as id from erase_from_audit(${ids}, ${contact}) as erased (id) order by id`,
  );
  return rows.map(({ id }) => id);
}
