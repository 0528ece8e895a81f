import type { Sql } from 'postgres';

const names = ['sita', 'ram', 'gita', 'hari', 'maya', 'bishnu', 'kiran', 'anil', 'sunita', 'prakash', 'laxmi', 'dipak'];
const families = ['sharma', 'thapa', 'gurung', 'rai', 'shrestha', 'tamang', 'magar', 'adhikari', 'karki', 'lama'];

/** Sales of a supplier's PINs of two years, as many codes, redemptions and messages; three of four customers buy more than once. */
export async function fillSales(sql: Sql, count: number): Promise<void> {
  const started = performance.now();
  await sql`insert into users (email, name, role, password_hash) values ('bench@example.com', 'bench', 'support', '-')`;
  await sql`insert into coupons (code, discount, duration) values ('bench', 10, 'once')`;
  await sql`insert into code_batches (coupon_id, kind, requested, state, created_by, finished_at)
    values (1, 'generated', 1, 'done', 'bench', now())`;
  await sql`insert into products (name, idx, value, supplier, supplier_idx, supplier_value, amount_paisa)
    values ('bench', repeat('b', 22), 'bench', 'khalti', 'bench', 'bench', 200000)`;
  const tables = ['sales', 'codes', 'redemptions', 'deliveries'];
  for (const table of tables) await sql`alter table ${sql(table)} disable trigger all`;
  const indexes = await dropIndexes(sql, tables);
  const customer = sql`(hashint8extended(n, 1) & 2147483647)`;
  const email = sql`(${names}::text[])[1 + c % ${names.length}] || '.' || (${families}::text[])[1 + c / 16 % ${families.length}] || c % ${count}
    || '@' || case when c % 10 < 7 then 'gmail.com' when c % 10 < 9 then 'example.com.np' else 'mail.example.org' end`;
  await sql`
    insert into sales (reference, seller_id, product_id, supplier, amount_paisa, phone, email, state, pin_digest, pin_sealed, pin_sealing_key_id,
      pin_last_four, supplier_reference, created_at, settled_at)
    select gen_random_uuid()::text, 1, 1, 'khalti', 200000, '+97798' || (array['4', '5', '6', '0'])[1 + c % 4] || lpad((c % 9999999)::text, 7, '0'),
      case when n % 3 = 0 then ${email} end, 'succeeded', decode(md5(n::text), 'hex'), '\\x00', 1, upper(right(md5(n::text), 4)),
      gen_random_uuid()::text, at, at
    from (select n, ${customer} % (${count} / 2) * 7919 as c, now() - interval '2 years' + n * (interval '2 years' / ${count}::float8) as at
      from generate_series(1, ${count}) n) s`;
  await sql`
    insert into codes (coupon_id, batch_id, digest, sealed, sealing_key_id, last_four, status, sold_at, redeemed_at)
    select 1, 1, decode(md5('code' || n), 'hex'), '\\x00', 1, upper(right(md5('code' || n), 4)), 'redeemed', now(), now()
    from generate_series(1, ${count}) n`;
  await sql`
    insert into redemptions (coupon_id, code_id, user_ref, unique_user, discount, created_at, confirmed_at)
    select 1, n, ${email}, false, 10, at, at
    from (select n, ${customer} % (${count} / 2) * 7919 as c, now() - interval '2 years' + n * (interval '2 years' / ${count}::float8) as at
      from generate_series(1, ${count}) n) s`;
  await sql`
    insert into deliveries (sale_id, channel, recipient, state, created_at)
    select id, 'sms', phone, 'delivered', created_at from sales`;
  for (const { definition } of indexes) await sql.unsafe(definition);
  for (const table of tables) await sql`alter table ${sql(table)} enable trigger all`;
  await sql`vacuum analyze sales, codes, redemptions, deliveries`;
  console.log(`filled in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

/** An index is made several times as quickly of all rows at once. The primary key stays: it only grows at its end. */
function dropIndexes(sql: Sql, tables: string[]) {
  return sql.begin(async (tx) => {
    const indexes = await tx<{ name: string; definition: string }[]>`
      select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
      from pg_index where indrelid = any (${tables}::text[]::regclass[]) and not indisprimary
        and not exists (select from pg_constraint where conindid = indexrelid)`;
    for (const { name } of indexes) await tx.unsafe(`drop index ${name}`);
    return indexes;
  });
}
