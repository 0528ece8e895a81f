import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { retention } from '@/db/schema/retention';
import { type RetentionKind, retentionKinds, retentionNames } from '@/lib/core/entities/retention';
import { noInput, operation } from '@/lib/platform/context/operation';

/** For how many days each kind of record is kept. */
export type Retention = Record<RetentionKind, number>;

/** Asks for no permission. */
export async function readRetention(db: Executor): Promise<Retention> {
  const [row] = await db.select().from(retention).where(eq(retention.id, 1));
  return Object.fromEntries(
    retentionNames.map((name) => [name, row?.[name] ?? retentionKinds[name].usual]),
  ) as Retention;
}

/** @throws Forbidden */
export const getRetention = operation('settings.read', noInput, (ctx): Promise<Retention> => readRetention(ctx.db));
