import { sql } from 'drizzle-orm';
import { tvodPrices } from '@/db/schema/coupons';
import type { FieldErrors } from '@/lib/core/errors';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { normalizeDigits, parseRupees } from '@/lib/core/money';
import { importOperations } from '@/lib/domain/coupons/imports/import-file';
import { type CreateTvodPriceInput, createTvodPriceInput } from './schemas';

/** A file of TVOD prices: the price in rupees, as people write it, and the days of a rental. */
export const tvodPriceImport = importOperations<CreateTvodPriceInput>({
  subject: 'tvod_price',
  table: tvodPrices,
  columns: ['name', 'tvod_type', 'price', 'duration'],
  read: ([name, tvodType = '', price = '', duration = '']) => {
    const parsed = createTvodPriceInput.safeParse({
      name,
      tvodType: tvodType.toLowerCase(),
      pricePaisa: readAmount(price),
      durationDays: readDays(duration),
    });
    return parsed.success ? { entry: parsed.data } : { problem: problemOf(fieldErrorsOf(parsed.error)) };
  },
  insert: async (ctx, entries) => {
    const now = ctx.now().toISOString();
    const added = await ctx.db.execute<{ id: string }>(sql`
      insert into tvod_prices (name, tvod_type, price_paisa, duration_days, created_at, updated_at)
      select name, "tvodType", "pricePaisa", "durationDays", ${now}::timestamptz, ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(entries)}::text::jsonb)
        as e (name text, "tvodType" text, "pricePaisa" bigint, "durationDays" int)
      order by lower(name)
      on conflict (lower(name)) where archived_at is null do nothing
      returning id`);
    return added.map(({ id }) => Number(id)).toSorted((a, b) => a - b);
  },
});

function problemOf({ name, tvodType, pricePaisa, durationDays }: FieldErrors): string {
  const problems = [
    name && `name ${name[0]}`,
    tvodType && `tvod_type ${tvodType[0]}`,
    pricePaisa && 'price must be an amount from 0 to 10,000,000 rupees, such as 250 or 250.50',
    durationDays && `duration ${durationDays[0]}`,
  ];
  return problems.filter(Boolean).join('; ');
}

function readAmount(cell: string): number {
  try {
    return parseRupees(cell);
  } catch {
    return Number.NaN;
  }
}

/** Null when empty; what is no number stays as it is, for the schema to refuse. */
function readDays(cell: string): unknown {
  const folded = normalizeDigits(cell);
  return folded === '' ? null : /^\d{1,6}$/.test(folded) ? Number(folded) : folded;
}
