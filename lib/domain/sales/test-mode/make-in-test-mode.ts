import { eq, sql } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { getTestContext } from './test-context';

type Asked = { integratorId: number; keyName: string; scopes: readonly string[]; origins?: readonly string[] };

/**
 * Makes a key in the database of test mode, for an integrator that is copied there as it is now, and writes into the activity of the
 * live one who did. For use cases: it asks for no permission. @throws NotFound, Conflict `test_mode_off`
 */
export async function makeInTestMode<K extends { keyId: number }>(
  ctx: Context,
  { integratorId, ...asked }: Asked,
  make: (tx: Context, integrator: Terms) => Promise<K>,
): Promise<K> {
  const test = await getTestContext(ctx);
  return inTransaction(ctx, async (live) => {
    const integrator = await readTerms(live, integratorId);
    const made = await inTransaction(test, async (tx) => {
      await copyOver(tx, integrator);
      return make(tx, integrator);
    });
    await recordAudit(live, {
      action: 'integrator.test_key_created',
      subjectKind: 'integrator',
      subjectId: integratorId,
      data: { testKeyId: made.keyId, ...asked },
    });
    return made;
  });
}

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
