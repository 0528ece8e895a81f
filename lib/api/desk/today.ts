import { Hono } from 'hono';
import { getToday } from '@/lib/statistics/get-today';
import type { DeskEnv } from '../environment';

/** `GET /api/desk/today` */
export const deskToday = new Hono<DeskEnv>().get('/', async (c) => c.json(await getToday(c.var.ctx)));
