import { eq, inArray, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { integrators } from '@/db/schema/integrators';
import { NotFound } from '@/lib/core/errors';
import { createIntegratorKeyInput } from '@/lib/domain/access/integrators/schemas';
import { type CreatedKey, makeIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertCanGive, rightsToGiveScopes } from '@/lib/platform/context/permissions';
import { testCoupons } from './fill-test-database';
import { createTestKeyInput } from './schemas';
import { getTestContext } from './test-context';

const creditPaisa = 10_000_000;

/**
 * Makes a key of an integrator for test mode, with credit there. The key is in this answer and nowhere else.
 * @throws Forbidden (also a scope that holds what the actor lacks), NotFound, Conflict `test_mode_off`
 */
export const createTestKey = operation(
  'integrators.write',
  createTestKeyInput,
  async (ctx, { integratorId, ...input }): Promise<CreatedKey> => {
    assertCanGive(ctx, rightsToGiveScopes(input.scopes));
    const test = await getTestContext(ctx);
    return inTransaction(ctx, async (live) => {
      const integrator = await readTerms(live, integratorId);
      const { keyName, scopes } = input;
      const made = await inTransaction(test, async (tx) => {
        await copyOver(tx, integrator);
        const couponIds = await readTestCoupons(tx);
        // A clock that is moved by years ends no key: nobody could set it back then.
        const more = { name: integrator.name, creditPaisa, couponIds, expiresAt: null };
        const whole = createIntegratorKeyInput.parse({ ...input, ...more });
        return makeIntegratorKey(tx, whole, 'test');
      });
      await recordAudit(live, {
        action: 'integrator.test_key_created',
        subjectKind: 'integrator',
        subjectId: integratorId,
        data: { testKeyId: made.keyId, keyName, scopes },
      });
      return made;
    });
  },
  { freshProof: true },
);

type Terms = Awaited<ReturnType<typeof readTerms>>;

async function readTerms({ db }: Context, integratorId: number) {
  const { id, name, customerMessages, lowCreditPaisa } = integrators;
  const [row] = await db
    .select({ id, name, customerMessages, lowCreditPaisa })
    .from(integrators)
    .where(eq(id, integratorId))
    .for('no key update');
  if (!row) throw new NotFound('The integrator');
  return row;
}

/** With the same id and name, so that answers and events name it as the live ones do. */
async function copyOver(tx: Context, { id, ...terms }: Terms): Promise<void> {
  // Names that two have exchanged since.
  await tx.db
    .update(integrators)
    .set({ name: sql`${integrators.name} || ' ' || ${integrators.id}` })
    .where(sql`lower(${integrators.name}) = lower(${terms.name}) and ${integrators.id} <> ${id}`);
  await tx.db
    .insert(integrators)
    .overridingSystemValue()
    .values({ id, ...terms, createdAt: tx.now() })
    .onConflictDoUpdate({ target: integrators.id, set: terms });
}

async function readTestCoupons({ db }: Context): Promise<number[]> {
  const rows = await db.select({ id: coupons.id }).from(coupons).where(inArray(coupons.code, testCoupons));
  return rows.map(({ id }) => id);
}
