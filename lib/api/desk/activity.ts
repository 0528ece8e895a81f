import { Hono } from 'hono';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { activityFilter, listActivityInput } from '@/lib/platform/audit/schemas';
import { exportActivity } from '@/lib/platform/exports/export-activity';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf, queryOf } from './query';

/** `GET /api/desk/activity?subjectKind=…&subjectId=…&actor=user:1&before=…`, and its export. */
export const deskActivity = new Hono<DeskEnv>()
  .get('/', queryOf(listActivityInput), async (c) => c.json(await listActivity(c.var.ctx, c.req.valid('query'))))
  .post('/exports', fromDeskPage, bodyOf(activityFilter), async (c) =>
    answerTable(c, exportActivity, c.req.valid('json')),
  );
