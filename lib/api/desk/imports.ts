import { Hono } from 'hono';
import { couponImport } from '@/lib/domain/coupons/coupon-import/coupon-import';
import { fileInput, importFileInput, readTableHeadInput, undoImportInput } from '@/lib/domain/coupons/imports/schemas';
import { tvodPriceImport } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { userGroupImport } from '@/lib/domain/coupons/user-groups/user-groups';
import { contactImport } from '@/lib/domain/sales/contact-import/contact-import';
import { productImport } from '@/lib/domain/sales/product-import/product-import';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fileOf } from './file-of';
import { fromDeskPage } from './from-desk-page';
import { inputQuery } from './input-query';
import { bodyOf } from './query';

const imports = {
  coupons: couponImport,
  customers: contactImport,
  products: productImport,
  'user-groups': userGroupImport,
  'tvod-prices': tvodPriceImport,
};
type Imported = keyof typeof imports;

/** To the client the kind is a parameter. */
const segment = `/:kind{(?:${Object.keys(imports).join('|')})}` as '/:kind';
const importOf = (kind: string) => imports[kind as Imported];

const ofHead = inputQuery(readTableHeadInput.omit({ file: true }));
const ofFile = inputQuery(fileInput.omit({ file: true }));
const ofImport = inputQuery(importFileInput.omit({ file: true }));

/**
 * `POST /api/desk/uploads/coupons/head`, with a file, or the first 64 KiB of its text, as the body: as what it is read. Without
 * `/head` its dry run; `/import` adds what is new in it, and `/left-out` answers with the other rows.
 * `GET /imports` are those of the last day, and `/undo` takes one back, or says what that would do.
 * The page sends the same file each time.
 */
export const deskImports = new Hono<DeskEnv>()
  .post(`${segment}/head`, fromDeskPage, ofHead, async (c) => {
    const { readHead } = importOf(c.req.param('kind'));
    return c.json(await readHead(c.var.ctx, { ...c.req.valid('query'), file: fileOf(c) }));
  })
  .post(segment, fromDeskPage, ofFile, async (c) => {
    const { checkFile } = importOf(c.req.param('kind'));
    return c.json(await checkFile(c.var.ctx, { ...c.req.valid('query'), file: fileOf(c) }));
  })
  .post(`${segment}/import`, fromDeskPage, ofImport, async (c) => {
    const { importFile } = importOf(c.req.param('kind'));
    return c.json(await importFile(c.var.ctx, { ...c.req.valid('query'), file: fileOf(c) }));
  })
  .post(`${segment}/undo`, fromDeskPage, bodyOf(undoImportInput), async (c) => {
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
  })
  .post(`${segment}/left-out`, fromDeskPage, ofFile, async (c) => {
    const { exportLeftOut } = importOf(c.req.param('kind'));
    return answerTable(c, exportLeftOut, { ...c.req.valid('query'), file: fileOf(c) });
  });
