import { Hono } from 'hono';
import { getToday } from '@/lib/domain/redemptions/statistics/get-today';
import type { DeskEnv } from '../http/environment';

/** `GET /api/desk/today` */
export const deskToday = new Hono<DeskEnv>().get('/', async (c) => c.json(await getToday(c.var.ctx)));
