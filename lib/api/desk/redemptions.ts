import { Hono } from 'hono';
import { browseRedemptions, listRedemptionChoices } from '@/lib/domain/redemptions/redemptions/browse-redemptions';
import { exportRedemptions } from '@/lib/domain/redemptions/redemptions/export-redemptions';
import {
  browseRedemptionsInput,
  listRedemptionChoicesInput,
  redemptionFilter,
} from '@/lib/domain/redemptions/redemptions/filter-schemas';
import { getRedemptionDetails } from '@/lib/domain/redemptions/redemptions/get-redemption-details';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf, queryOf } from './query';

/**
 * `GET /api/desk/redemptions?search=…&state=…&after=…`; `/choices`: what it can be narrowed to; `/ID`: one with its
 * timeline. The export is a POST from the desk's own page, for it is audited.
 */
export const deskRedemptions = new Hono<DeskEnv>()
  .get('/', queryOf(browseRedemptionsInput), async (c) =>
    c.json(await browseRedemptions(c.var.ctx, c.req.valid('query'))),
  )
  .get('/choices', queryOf(listRedemptionChoicesInput), async (c) =>
    c.json(await listRedemptionChoices(c.var.ctx, c.req.valid('query'))),
  )
  .post('/exports', fromDeskPage, bodyOf(redemptionFilter), async (c) =>
    answerTable(c, exportRedemptions, c.req.valid('json')),
  )
  .get('/:id{[1-9][0-9]{0,14}}', async (c) =>
    c.json(await getRedemptionDetails(c.var.ctx, { id: Number(c.req.param('id')) })),
  );
