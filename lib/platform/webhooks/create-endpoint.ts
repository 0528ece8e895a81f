import { and, eq, isNull } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Conflict, Invalid } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertSendable } from './assert-sendable';
import { assertShowsCredit } from './assert-shows-credit';
import { nextEndpointId } from './create-endpoint.sql';
import { encryptSecret, generateSecret } from './encrypt-secret';
import { hostOfEndpoint } from './endpoint-summary';
import { type ResolveHost, resolveHost } from './resolve-host';
import { createEndpointInput } from './schemas';

/** The secret is shown once, here. */
export type CreatedEndpoint = { id: number; secret: string };

/** How many a company can have by its keys; the desk gives it more. */
export const mostOfCompany = 20;

/**
 * An endpoint that a key makes is one of its own integrator.
 * @throws NeedsProof, Forbidden, Invalid (an address that is not sent to, an unknown integrator, an event that says more than its sender sees), Conflict `too_many_webhooks`
 */
export const createEndpoint = createEndpointWith(resolveHost);

/** `createEndpoint` with another way to look up names. */
export function createEndpointWith(resolve: ResolveHost) {
  return operation(
    'webhooks.write',
    createEndpointInput,
    async (ctx, input): Promise<CreatedEndpoint> => {
      const { url, eventTypes } = input;
      const integratorId = ctx.actor.kind === 'key' ? ctx.actor.integratorId : input.integratorId;
      assertShowsCredit(ctx, eventTypes);
      await assertSendable(url, resolve);
      const secret = generateSecret();
      return inTransaction(ctx, async (tx) => {
        if (ctx.actor.kind === 'key') await assertRoom(tx, ctx.actor.integratorId);
        const id = await nextEndpointId(tx.db);
        const { sealed, sealingKeyId } = encryptSecret(secret, id);
        const at = ctx.now();
        await tx.db
          .insert(webhookEndpoints)
          .overridingSystemValue()
          .values({
            id,
            ...input,
            integratorId,
            secretSealed: sealed,
            secretSealingKeyId: sealingKeyId,
            createdBy: ctx.actor.kind === 'user' ? ctx.actor.id : null,
            createdAt: at,
            updatedAt: at,
          })
          .catch((error: unknown) => {
            if (violatedConstraint(error)?.includes('integrator_id') !== true) throw error;
            throw new Invalid({ integratorId: ['Choose an integrator from the list.'] });
          });
        await recordAudit(tx, {
          action: 'webhook.created',
          subjectKind: 'webhook',
          subjectId: id,
          data: { host: hostOfEndpoint({ url }), eventTypes, integratorId },
        });
        return { id, secret };
      });
    },
    { freshProof: true },
  );
}

/** Holds the integrator, so that two calls count one after the other. @throws Conflict `too_many_webhooks` */
async function assertRoom({ db }: Context, integratorId: number): Promise<void> {
  await db.select({ id: integrators.id }).from(integrators).where(eq(integrators.id, integratorId)).for('update');
  const isOwn = and(eq(webhookEndpoints.integratorId, integratorId), isNull(webhookEndpoints.deletedAt));
  if ((await db.$count(webhookEndpoints, isOwn)) < mostOfCompany) return;
  throw new Conflict('too_many_webhooks', `A company has at most ${mostOfCompany} webhooks. Delete one first.`);
}
