import { Hono } from 'hono';
import { findAnything } from '@/lib/domain/finding/find-anything';
import { findAnythingInput } from '@/lib/domain/finding/schemas';
import type { DeskEnv } from '../http/environment';
import { fromDeskPage } from './from-desk-page';
import { bodyOf } from './query';

/** `POST /api/desk/find` with `{text}`: a POST, for what is looked for may be a code or a phone number, which no address has. */
export const deskFind = new Hono<DeskEnv>().post('/', fromDeskPage, bodyOf(findAnythingInput), async (c) =>
  c.json({ things: await findAnything(c.var.ctx, c.req.valid('json')) }),
);
