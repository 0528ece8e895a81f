import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

/**
 * Of these digests, in hex, those of issued codes, and of PINs and serials that were sold, before a correction too. Each is looked up by
 * its index, whatever their number; it locks nothing.
 */
export async function findPins(db: Executor, digests: readonly string[]): Promise<string[]> {
  const rows = await db.execute<{ digest: string }>(sql`
    with wanted as materialized (
      select decode(hex, 'hex') as digest from unnest(${`{${digests.join(',')}}`}::text[]) as given (hex)
    )
    select encode(w.digest, 'hex') as digest from wanted w
    cross join lateral (
      (select 1 from codes c where c.digest = w.digest limit 1)
      union all (select 1 from sales s where s.pin_digest = w.digest limit 1)
      union all (select 1 from sales s where s.serial_digest = w.digest limit 1)
      union all (select 1 from corrected_pins p where p.digest = w.digest limit 1)
      limit 1
    ) known`);
  return rows.map(({ digest }) => digest);
}
