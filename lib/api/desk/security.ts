import { Hono } from 'hono';
import { exportSecurityEvents } from '@/lib/domain/access/security/export-events';
import { listAlerts } from '@/lib/domain/access/security/list-alerts';
import { listSecurityEvents } from '@/lib/domain/access/security/list-events';
import { listSecurityEventsInput, securityEventFilter } from '@/lib/domain/access/security/schemas';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf, queryOf } from './query';

/** `GET /api/desk/security?kind=…&actor=user:1&after=…`; `/alerts`: those nobody has looked at. The export is audited. */
export const deskSecurity = new Hono<DeskEnv>()
  .get('/', queryOf(listSecurityEventsInput), async (c) =>
    c.json(await listSecurityEvents(c.var.ctx, c.req.valid('query'))),
  )
  .get('/alerts', async (c) => c.json(await listAlerts(c.var.ctx)))
  .post('/exports', fromDeskPage, bodyOf(securityEventFilter), async (c) =>
    answerTable(c, exportSecurityEvents, c.req.valid('json')),
  );
