import { OpenAPIHono } from '@hono/zod-openapi';
import { bookCycle } from '@/lib/domain/redemptions/redemptions/book-cycle';
import { checkRedemption } from '@/lib/domain/redemptions/redemptions/check-redemption';
import { confirmRedemption } from '@/lib/domain/redemptions/redemptions/confirm-redemption';
import { getRedemption } from '@/lib/domain/redemptions/redemptions/get-redemption';
import { listRedemptions } from '@/lib/domain/redemptions/redemptions/list-redemptions';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { rollBackRedemption } from '@/lib/domain/redemptions/redemptions/roll-back-redemption';
import type { KeyEnv } from '../http/environment';
import { refuseInvalid } from '../http/refuse-invalid';
import { checkRoute, serializeCheck } from './check-route';
import { bookCycleRoute, confirmRoute, getRoute, listRoute, rollBackRoute } from './redemption-lifecycle-routes';
import { redeemRoute } from './redemption-routes';
import { serializeRedemption } from './redemption-shape';

export const redemptions = new OpenAPIHono<KeyEnv>({ strict: false, defaultHook: refuseInvalid });

redemptions.openapi(checkRoute, async (c) =>
  c.json(serializeCheck(await checkRedemption(c.var.ctx, c.req.valid('json'))), 200),
);

redemptions.openapi(redeemRoute, async (c) => {
  const idempotencyKey = c.req.valid('header')['idempotency-key'];
  const input = { ...c.req.valid('json'), idempotencyKey, address: c.var.address };
  const redemption = await redeem(c.var.ctx, input);
  return c.json(serializeRedemption(redemption), redemption.replayed ? 200 : 201);
});

redemptions.openapi(confirmRoute, async (c) =>
  c.json(serializeRedemption(await confirmRedemption(c.var.ctx, c.req.valid('param'))), 200),
);

redemptions.openapi(rollBackRoute, async (c) => {
  const input = { ...c.req.valid('param'), ...c.req.valid('json') };
  return c.json(serializeRedemption(await rollBackRedemption(c.var.ctx, input)), 200);
});

redemptions.openapi(bookCycleRoute, async (c) =>
  c.json(await bookCycle(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
);

redemptions.openapi(listRoute, async (c) => {
  const { rows, next } = await listRedemptions(c.var.ctx, c.req.valid('query'));
  return c.json({ redemptions: rows.map(serializeRedemption), next }, 200);
});

redemptions.openapi(getRoute, async (c) =>
  c.json(serializeRedemption(await getRedemption(c.var.ctx, c.req.valid('param'))), 200),
);
