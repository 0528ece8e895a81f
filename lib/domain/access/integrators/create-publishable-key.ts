import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { generateApiKey, type KeyMode } from '@/lib/platform/auth/api-key';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { publishableScope } from '@/lib/platform/context/scopes';
import { readKeyEnd } from './key-limits';
import { originsOf } from './origins';
import { createPublishableKeyInput } from './schemas';

/** It can be shown again: it is in every page that uses it. */
export type PublishableKey = { keyId: number; key: string };

/**
 * Makes a key of an integrator for pages of the origins that it names: it checks public coupons, and can never do anything else.
 * @throws NeedsProof, Forbidden, Invalid (expires in the past), NotFound
 */
export const createPublishableKey = operation(
  'integrators.write',
  createPublishableKeyInput,
  (ctx, input): Promise<PublishableKey> => inTransaction(ctx, (tx) => makePublishableKey(tx, input, 'live')),
  { freshProof: true },
);

/** For use cases: it asks for no permission, and runs in their transaction. @throws Invalid, NotFound */
export async function makePublishableKey(
  tx: Context,
  {
    integratorId,
    keyName,
    origins: given,
    requestsPerMinute,
    expiresAt: end,
  }: z.output<typeof createPublishableKeyInput>,
  mode: KeyMode,
): Promise<PublishableKey> {
  const expiresAt = readKeyEnd(end, tx.now());
  if ((await tx.db.$count(integrators, eq(integrators.id, integratorId))) === 0) throw new NotFound('The integrator');
  const { key, prefix, digest } = generateApiKey(mode, 'publishable');
  const origins = originsOf(given);
  const [row] = await tx.db
    .insert(apiKeys)
    .values({
      ...{ integratorId, name: keyName, prefix, digest, publishableKey: key, scopes: [publishableScope], origins },
      ...{ couponLimit: 'own', requestsPerMinute, createdAt: tx.now(), expiresAt },
    })
    .returning({ id: apiKeys.id });
  if (!row) throw new Error('The key was not written.');
  await recordAudit(tx, {
    action: 'integrator.key_created',
    subjectKind: 'integrator',
    subjectId: integratorId,
    data: {
      ...{ keyId: row.id, prefix, keyName, scopes: [publishableScope], origins, requestsPerMinute },
      ...(expiresAt ? { expiresAt } : {}),
    },
  });
  return { keyId: row.id, key };
}
