import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from 'zod';
import { bookCycle } from '@/lib/domain/redemptions/redemptions/book-cycle';
import { checkPublicCoupon } from '@/lib/domain/redemptions/redemptions/check-public-coupon';
import { checkRedemption } from '@/lib/domain/redemptions/redemptions/check-redemption';
import { confirmRedemption } from '@/lib/domain/redemptions/redemptions/confirm-redemption';
import { getRedemption } from '@/lib/domain/redemptions/redemptions/get-redemption';
import { listRedemptions } from '@/lib/domain/redemptions/redemptions/list-redemptions';
import { qualify } from '@/lib/domain/redemptions/redemptions/qualify';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { rollBackRedemption } from '@/lib/domain/redemptions/redemptions/roll-back-redemption';
import { checkBody, checkRedemptionInput } from '@/lib/domain/redemptions/redemptions/schemas';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import { answerOne } from '../http/answer-one';
import type { KeyEnv } from '../http/environment';
import { addRoute } from './add-route';
import { checkRoute, serializeCheck } from './check-route';
import { qualifyRoute, serializeQualifying } from './qualify-route';
import { bookCycleRoute, confirmRoute, getRoute, listRoute, rollBackRoute } from './redemption-lifecycle-routes';
import { redeemRoute } from './redemption-routes';
import { serializeRedemption } from './redemption-shape';

export const redemptions = new OpenAPIHono<KeyEnv>({ strict: false });

const isPublic = ({ actor }: Context) => can(actor, 'redemptions.check');

addRoute(
  redemptions,
  checkRoute,
  async (c, { body }) => {
    const { ctx, address } = c.var;
    const check = isPublic(ctx)
      ? await checkPublicCoupon(ctx, { ...body, address })
      : await checkRedemption(ctx, body as z.input<typeof checkRedemptionInput>);
    return c.json(serializeCheck(check), 200);
  },
  { bodySchemaFor: ({ var: { ctx } }) => (isPublic(ctx) ? checkBody : checkRedemptionInput) },
);

addRoute(redemptions, qualifyRoute, async (c, { body }) =>
  c.json({ data: (await qualify(c.var.ctx, body)).map(serializeQualifying) }, 200),
);

addRoute(redemptions, redeemRoute, async (c, { body, headers }) => {
  const redemption = await redeem(c.var.ctx, {
    ...body,
    idempotencyKey: headers['idempotency-key'],
    address: c.var.address,
  });
  return c.json(serializeRedemption(redemption), 201, redemption.replayed ? { 'idempotent-replayed': 'true' } : {});
});

addRoute(redemptions, confirmRoute, async (c, { params }) =>
  c.json(serializeRedemption(await confirmRedemption(c.var.ctx, params))),
);

addRoute(redemptions, rollBackRoute, async (c, { params, body }) =>
  c.json(serializeRedemption(await rollBackRedemption(c.var.ctx, { ...params, ...body }))),
);

addRoute(redemptions, bookCycleRoute, async (c, { params, body }) =>
  c.json(await bookCycle(c.var.ctx, { ...params, ...body })),
);

addRoute(redemptions, listRoute, async (c, { query }) => {
  const { rows, next } = await listRedemptions(c.var.ctx, query);
  return c.json({ redemptions: rows.map(serializeRedemption), next });
});

addRoute(redemptions, getRoute, async (c, { params }) =>
  answerOne(c, serializeRedemption(await getRedemption(c.var.ctx, params))),
);
