import { erasedContact } from '@/lib/core/erased-contact';

/**
 * An `insert` of a message for each contact that was given and not erased since, to embed in a statement; it returns `id` and `sale_id`. All
 * but `from` are SQL for a value of one of its rows. Locks nothing but the sales, for key share.
 */
export function insertDeliveries(row: {
  from: string;
  saleId: string;
  phone: string;
  email: string;
  at: string;
}): string {
  return `
  insert into deliveries (sale_id, channel, recipient, created_at, updated_at)
  select sale_id, channel, recipient, at, at from (
    select ${row.saleId} as sale_id, ${row.at} as at, array['sms', 'email'] as channels,
      array[${row.phone}, ${row.email}] as recipients from ${row.from}
  ) given cross join lateral unnest(channels, recipients) as contact (channel, recipient)
  where recipient <> '${erasedContact}'
  returning id, sale_id`;
}
