import { and, asc, eq, gt, inArray, ne, type SQL, sql } from 'drizzle-orm';
import { approvals } from '@/db/schema/approvals';
import { Conflict, NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';

type Row = typeof approvals.$inferSelect;
type Request = Pick<Row, 'kind' | 'askerId' | 'input'>;

/** What one person asks for with one content: the same act. */
export const isSame = ({ kind, askerId, input }: Request): SQL | undefined =>
  and(
    eq(approvals.askerId, askerId),
    eq(approvals.kind, kind),
    sql`${approvals.input} = ${JSON.stringify(input)}::text::jsonb`,
  );

/** Holds a request and all that are the same, in the order of their ids, until the transaction ends. @throws NotFound */
export async function holdSame(tx: Context, id: number): Promise<void> {
  const [request] = await tx.db.select().from(approvals).where(eq(approvals.id, id));
  if (!request) throw new NotFound('This request');
  await tx.db
    .select({ id: approvals.id })
    .from(approvals)
    .where(isSame(request))
    .orderBy(asc(approvals.id))
    .for('update');
}

/** One request waits for each act and content. @throws Conflict `already_waiting` */
export async function assertNoneWaits({ db, now }: Pick<Context, 'db' | 'now'>, request: Request): Promise<void> {
  const [waiting] = await db
    .select({ id: approvals.id })
    .from(approvals)
    .where(and(isSame(request), eq(approvals.state, 'waiting'), gt(approvals.expiresAt, now())))
    .limit(1);
  if (!waiting) return;
  throw new Conflict(
    'already_waiting',
    'You have asked for exactly this already, and it waits for a second person. To ask again, withdraw that under Approvals first.',
  );
}

/** What was sent while the same was waiting was sent twice, and is done once. @throws Conflict `already_approved` */
export async function assertNoneApproved({ db }: Pick<Context, 'db'>, request: Row): Promise<void> {
  const isApproved = inArray(approvals.state, ['approved', 'done']);
  const [approved] = await db
    .select({ id: approvals.id })
    .from(approvals)
    .where(and(isSame(request), isApproved, ne(approvals.id, request.id), gt(approvals.decidedAt, request.createdAt)))
    .limit(1);
  if (!approved) return;
  throw new Conflict(
    'already_approved',
    'Exactly this was approved after it was sent, so it was sent twice. If it is needed once more, send it again.',
  );
}
