import { Hono } from 'hono';
import { listApprovals } from '@/lib/platform/approvals/list-approvals';
import { exportApprovals } from '@/lib/platform/exports/export-approvals';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf } from './query';

/** `GET /api/desk/approvals`: what one asked for, and what one can decide; `/exports`: as a file. */
export const deskApprovals = new Hono<DeskEnv>()
  .get('/', async (c) => c.json({ rows: await listApprovals(c.var.ctx) }))
  .post('/exports', fromDeskPage, bodyOf(exportApprovals.input), async (c) => answerTable(c, exportApprovals, {}));
