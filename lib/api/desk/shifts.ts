import { Hono } from 'hono';
import { exportShifts } from '@/lib/domain/sales/shifts/export-shifts';
import { listShifts } from '@/lib/domain/sales/shifts/list-shifts';
import { listShiftsInput, shiftFilter } from '@/lib/domain/sales/shifts/schemas';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf, queryOf } from './query';

/** `GET /api/desk/shifts?state=…&after=…`. The export is a POST from the desk's own page. */
export const deskShifts = new Hono<DeskEnv>()
  .get('/', queryOf(listShiftsInput), async (c) => c.json(await listShifts(c.var.ctx, c.req.valid('query'))))
  .post('/exports', fromDeskPage, bodyOf(shiftFilter), async (c) => answerTable(c, exportShifts, c.req.valid('json')));
