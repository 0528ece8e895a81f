import { and, eq, lt, or, sql } from 'drizzle-orm';
import { tryLockUntilCommit } from '@/db/advisory-lock';
import { idempotencyKeys } from '@/db/schema/integrators';
import { retention } from '@/db/schema/retention';
import { retentionKinds } from '@/lib/core/entities/retention';
import { Conflict } from '@/lib/core/errors';
import type { KeyActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';

const forgottenAtOnce = 20;

export type Answer = {
  status: number;
  /** Without secrets: it is stored as it is. */
  body: string;
  /** The content type, where it is not plain JSON. */
  type?: string;
  /** What the body shows masked, for those who are shown it again. */
  reveal?: Masked;
};
/** A code, or the secret of a webhook that has this digest. */
export type Masked = { couponId: number; codeId: number } | { endpointId: number; digest: string };
type Request = { key: string; digest: Buffer };

/**
 * Does `work` once for a key of an integrator: its writes and its answer are committed together, so that after a crash
 * either both exist or neither does. A repeated request gets the first one's answer for the days of the settings, one at least.
 * @throws Conflict `idempotency_key_reused` for another request, `idempotency_key_in_flight` while the first one runs
 */
export async function respondOnce(
  ctx: Context<KeyActor>,
  request: Request,
  work: (ctx: Context<KeyActor>) => Promise<Answer>,
): Promise<Answer & { repeated: boolean }> {
  return inTransaction(ctx, async (tx) => {
    await claim(tx, request);
    await forgetOld(tx, request);
    const stored = await readAnswer(tx, request);
    if (stored) return { ...stored, repeated: true };
    const answer = await work(tx);
    await tx.db.insert(idempotencyKeys).values({
      integratorId: tx.actor.integratorId,
      key: request.key,
      requestDigest: request.digest,
      createdAt: tx.now(),
      status: answer.status,
      // Inside an object: jsonb would reorder the answer's own keys.
      body: {
        text: answer.body,
        ...(answer.type ? { type: answer.type } : {}),
        ...(answer.reveal ? { reveal: answer.reveal } : {}),
      },
    });
    return { ...answer, repeated: false };
  });
}

export const lockName = (ctx: Context<KeyActor>, key: string) => `idempotency:${ctx.actor.integratorId}:${key}`;

/** The lock ends with the transaction, and with the connection of a process that dies: a key is never stuck. */
async function claim(ctx: Context<KeyActor>, { key }: Request): Promise<void> {
  if (await tryLockUntilCommit(ctx.db, lockName(ctx, key))) return;
  throw new Conflict('idempotency_key_in_flight', 'A request with this Idempotency-Key is still running.');
}

async function readAnswer(ctx: Context<KeyActor>, { key, digest }: Request): Promise<Answer | null> {
  const [row] = await ctx.db
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.integratorId, ctx.actor.integratorId), eq(idempotencyKeys.key, key)));
  if (!row) return null;
  if (!row.requestDigest.equals(digest)) {
    throw new Conflict('idempotency_key_reused', 'This Idempotency-Key was used with another request.');
  }
  const { text, type, reveal } = (row.body ?? {}) as Partial<Pick<Answer, 'type' | 'reveal'>> & { text?: string };
  if (row.status === null || text === undefined) return null;
  return { status: row.status, body: text, ...(type ? { type } : {}), ...(reveal ? { reveal } : {}) };
}

/** Each request clears a few answers that were kept long enough, and its own key's. */
async function forgetOld(ctx: Context<KeyActor>, { key }: Request): Promise<void> {
  const days = sql`coalesce((select ${retention.storedAnswerDays} from ${retention}), ${retentionKinds.storedAnswerDays.usual}::int)`;
  const isOld = lt(
    idempotencyKeys.createdAt,
    sql`${ctx.now().toISOString()}::timestamptz - make_interval(days => ${days})`,
  );
  const some = ctx.db
    .select({ at: sql`ctid` })
    .from(idempotencyKeys)
    .where(isOld)
    .orderBy(idempotencyKeys.createdAt)
    .limit(forgottenAtOnce)
    .for('update', { skipLocked: true });
  const own = and(eq(idempotencyKeys.integratorId, ctx.actor.integratorId), eq(idempotencyKeys.key, key), isOld);
  await ctx.db.delete(idempotencyKeys).where(or(own, sql`ctid = any(array(${some}))`));
}
