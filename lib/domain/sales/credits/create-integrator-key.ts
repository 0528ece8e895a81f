import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Executor } from '@/db/client';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { Invalid } from '@/lib/core/errors';
import { readKeyEnd, readLimits } from '@/lib/domain/access/integrators/key-limits';
import { createIntegratorKeyInput } from '@/lib/domain/access/integrators/schemas';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { generateApiKey, type KeyMode } from '@/lib/platform/auth/api-key';
import { assertCan } from '@/lib/platform/context/assert-can';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertCanGive, rightsToGiveScopes } from '@/lib/platform/context/permissions';
import { moveCredit, openCreditAccounts } from './move-credit';
import { creditAbove, isAboveByNow } from './need-for-credit';

export type CreatedKey = { integratorId: number; keyId: number; key: string };

/**
 * Makes an integrator with a key and prepaid credit. For a name that is known (in any case) it makes a further key
 * and adds the credit. The key itself is in this answer and nowhere else. @throws Forbidden (also a scope
 * that holds or shows what the actor lacks, and credit without `money.read`), Invalid (expires in the past; more credit than one person can give)
 */
export const createIntegratorKey = operation(
  'integrators.write',
  createIntegratorKeyInput,
  async (ctx, input): Promise<CreatedKey> => {
    assertCanGive(ctx, rightsToGiveScopes(input.scopes));
    if (input.creditPaisa > 0) await assertCan(ctx, 'money.read');
    return makeIntegratorKey(ctx, input, 'live');
  },
  { freshProof: true },
);

/** For use cases: it asks for no permission. @throws Invalid */
export async function makeIntegratorKey(
  ctx: Context,
  input: z.output<typeof createIntegratorKeyInput>,
  mode: KeyMode,
): Promise<CreatedKey> {
  const { keyName } = input;
  const expiresAt = readKeyEnd(input.expiresAt, ctx.now());
  return inTransaction(ctx, async (tx) => {
    const limits = await readLimits(tx, input);
    const integrator = await findOrCreateIntegrator(tx, input.name);
    await openCreditAccounts(tx, integrator.id);
    const made = integrator.made
      ? [{ action: 'integrator.created', subjectKind: 'integrator', subjectId: integrator.id }]
      : [];
    await recordAudit(tx, ...made);
    await assertCreditAlone(tx, { integratorId: integrator.id, amountPaisa: input.creditPaisa });
    const { key, prefix, digest } = generateApiKey(mode);
    const scopes = [...new Set(input.scopes)];
    const [row] = await tx.db
      .insert(apiKeys)
      .values({
        ...{ integratorId: integrator.id, prefix, digest, scopes, createdAt: ctx.now(), expiresAt },
        ...{ name: keyName, ...limits },
      })
      .returning({ id: apiKeys.id });
    if (!row) throw new Error('The key was not written.');
    if (input.creditPaisa > 0) {
      await moveCredit(tx, {
        integratorId: integrator.id,
        from: 'funding',
        to: 'available',
        amountPaisa: input.creditPaisa,
        kind: 'top_up',
        reason: 'With a new key',
      });
    }
    await recordAudit(tx, {
      action: 'integrator.key_created',
      subjectKind: 'integrator',
      subjectId: integrator.id,
      data: {
        ...{ keyId: row.id, prefix, keyName, scopes, creditPaisa: input.creditPaisa, ...limits },
        ...(expiresAt ? { expiresAt } : {}),
      },
    });
    return { integratorId: integrator.id, keyId: row.id, key };
  });
}

/** A key is shown to its maker, and so does not wait for anybody. @throws Invalid */
async function assertCreditAlone(tx: Context, credit: { integratorId: number; amountPaisa: number }): Promise<void> {
  if (!(await isAboveByNow(tx, credit))) return;
  const { creditPaisa } = await readFourEyes(tx.db);
  const words = `${creditAbove(creditPaisa ?? 0)} needs a second person: make the key without it, and top it up then.`;
  throw new Invalid({ creditPaisa: [words] });
}

async function findOrCreateIntegrator(ctx: Context, name: string): Promise<{ id: number; made: boolean }> {
  const [made] = await ctx.db
    .insert(integrators)
    .values({ name, createdAt: ctx.now() })
    .onConflictDoNothing()
    .returning({ id: integrators.id });
  if (made) return { id: made.id, made: true };
  const known = await findByName(ctx.db, name);
  if (!known) throw new Error('The integrator was neither written nor found.');
  return { id: known.id, made: false };
}

async function findByName(db: Executor, name: string): Promise<{ id: number } | undefined> {
  const [row] = await db
    .select({ id: integrators.id })
    .from(integrators)
    .where(sql`lower(${integrators.name}) = lower(${name})`);
  return row;
}
