import { Hono } from 'hono';
import {
  readTableHeadInput,
  receiveFileInput,
  startImportInput,
  undoImportInput,
} from '@/lib/domain/coupons/imports/schemas';
import { tableImports } from '@/lib/domain/sales/table-imports/table-imports';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fileOf } from './file-of';
import { fromDeskPage } from './from-desk-page';
import { inputQuery } from './input-query';
import { bodyOf } from './query';

/** To the client the kind is a parameter. */
const segment = `/:kind{(?:${Object.keys(tableImports).join('|')})}` as '/:kind';
const importOf = (kind: string) => tableImports[kind as keyof typeof tableImports];
const file = ':id{[1-9][0-9]{0,14}}';

const ofHead = inputQuery(readTableHeadInput.omit({ file: true }));
const ofFile = inputQuery(receiveFileInput.omit({ file: true }));

/**
 * `POST /api/desk/uploads/coupons/head`, with a file, or the first 64 KiB of its text, as the body: as what it is read. `/files`, with
 * all of it: takes it in and has it checked. `GET /files/7` says how far that is; `/import` adds what is new in it, `/cancel` stops
 * either, and `/left-out` answers with the other rows.
 * `GET /imports` are those of the last day, with files that are at work; `/imports/undo` takes one back, and `GET /undo` says what that
 * would do.
 */
export const deskImports = new Hono<DeskEnv>()
  .post(`${segment}/head`, fromDeskPage, ofHead, async (c) => {
    const { readHead } = importOf(c.req.param('kind'));
    return c.json(await readHead(c.var.ctx, { ...c.req.valid('query'), file: fileOf(c) }));
  })
  .post(`${segment}/files`, fromDeskPage, ofFile, async (c) => {
    const { receiveFile } = importOf(c.req.param('kind'));
    return c.json(await receiveFile(c.var.ctx, { ...c.req.valid('query'), file: fileOf(c) }));
  })
  .get(`${segment}/files/${file}`, async (c) => {
    const { getFile } = importOf(c.req.param('kind'));
    return c.json(await getFile(c.var.ctx, { id: Number(c.req.param('id')) }));
  })
  .post(`${segment}/files/${file}/import`, fromDeskPage, bodyOf(startImportInput.omit({ id: true })), async (c) => {
    const { startImport } = importOf(c.req.param('kind'));
    return c.json(await startImport(c.var.ctx, { ...c.req.valid('json'), id: Number(c.req.param('id')) }));
  })
  .post(`${segment}/files/${file}/cancel`, fromDeskPage, async (c) => {
    const { cancelFile } = importOf(c.req.param('kind'));
    return c.json(await cancelFile(c.var.ctx, { id: Number(c.req.param('id')) }));
  })
  .post(`${segment}/files/${file}/left-out`, fromDeskPage, async (c) => {
    const { exportLeftOut } = importOf(c.req.param('kind'));
    return answerTable(c, exportLeftOut, { id: Number(c.req.param('id')) });
  })
  .post(`${segment}/imports/undo`, fromDeskPage, bodyOf(undoImportInput), async (c) => {
    const { undoImport } = importOf(c.req.param('kind'));
    return c.json(await undoImport(c.var.ctx, c.req.valid('json')));
  })
  .get(`${segment}/undo`, inputQuery(undoImportInput), async (c) => {
    const { planUndo } = importOf(c.req.param('kind'));
    return c.json(await planUndo(c.var.ctx, c.req.valid('query')));
  })
  .get(`${segment}/imports`, async (c) => {
    const { recentImports } = importOf(c.req.param('kind'));
    return c.json(await recentImports(c.var.ctx, {}));
  });
