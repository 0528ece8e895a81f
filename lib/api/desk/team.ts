import { Hono } from 'hono';
import { listReachedLimits } from '@/lib/domain/access/limits/lift-limit';
import { exportRoles } from '@/lib/domain/access/roles/export-roles';
import { listRoles } from '@/lib/domain/access/roles/list-roles';
import { exportInvitations } from '@/lib/domain/access/team/export-invitations';
import { exportTeam } from '@/lib/domain/access/team/export-team';
import { listInvitations } from '@/lib/domain/access/team/list-invitations';
import { listUsers } from '@/lib/domain/access/team/list-users';
import { listUsersInput, userFilter } from '@/lib/domain/access/team/schemas';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf, queryOf } from './query';

/** `GET /api/desk/team?search=…&role=…&state=…&page=1`, its export, those of roles and invitations, the roles, the invitations and reached limits: `/api/desk/team/roles`, `…/invitations`, `…/limits`. */
export const deskTeam = new Hono<DeskEnv>()
  .get('/', queryOf(listUsersInput), async (c) => c.json(await listUsers(c.var.ctx, c.req.valid('query'))))
  .post('/exports', fromDeskPage, bodyOf(userFilter), async (c) => answerTable(c, exportTeam, c.req.valid('json')))
  .post('/roles/exports', fromDeskPage, bodyOf(exportRoles.input), async (c) => answerTable(c, exportRoles, {}))
  .post('/invitations/exports', fromDeskPage, bodyOf(exportInvitations.input), async (c) =>
    answerTable(c, exportInvitations, {}),
  )
  .get('/limits', async (c) => c.json({ rows: await listReachedLimits(c.var.ctx) }))
  .get('/roles', async (c) => c.json({ rows: await listRoles(c.var.ctx) }))
  .get('/invitations', async (c) => c.json(await listInvitations(c.var.ctx)));
