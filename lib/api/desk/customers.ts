import { Hono } from 'hono';
import { exportContacts } from '@/lib/domain/sales/customers/export-contacts';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf } from './query';

/** `POST /api/desk/customers/exports`: every customer's contact as a file. */
export const deskCustomers = new Hono<DeskEnv>().post(
  '/exports',
  fromDeskPage,
  bodyOf(exportContacts.input),
  async (c) => answerTable(c, exportContacts, {}),
);
