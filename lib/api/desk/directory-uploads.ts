import { Hono } from 'hono';
import type { importOperations } from '@/lib/domain/coupons/imports/import-file';
import { importFileInput } from '@/lib/domain/coupons/imports/schemas';
import { tvodPriceImport } from '@/lib/domain/coupons/tvod-prices/tvod-price-import';
import { userGroupImport } from '@/lib/domain/coupons/user-groups/user-group-import';
import type { DeskEnv } from '../http/environment';
import { answerCsv } from './answer-csv';
import { fileOf } from './file-of';
import { fromDeskPage } from './from-desk-page';
import { inputQuery } from './input-query';

const named = inputQuery(importFileInput.omit({ file: true }));

const uploadsOf = <Entry extends { name: string }>(operations: ReturnType<typeof importOperations<Entry>>) =>
  new Hono<DeskEnv>()
    .post('/', fromDeskPage, async (c) => c.json(await operations.checkFile(c.var.ctx, { file: fileOf(c) })))
    .post('/import', fromDeskPage, named, async (c) =>
      c.json(await operations.importFile(c.var.ctx, { ...c.req.valid('query'), file: fileOf(c) })),
    )
    .post('/left-out', fromDeskPage, async (c) =>
      answerCsv(c, await operations.exportLeftOut(c.var.ctx, { file: fileOf(c) })),
    );

/**
 * `POST /api/desk/uploads/user-groups`, with a CSV file as the body: its dry run; `/import` adds what is new in it, and
 * `/left-out` answers with the other rows. The page sends the same file each time. The same for `tvod-prices`.
 */
export const deskDirectoryUploads = new Hono<DeskEnv>()
  .route('/user-groups', uploadsOf(userGroupImport))
  .route('/tvod-prices', uploadsOf(tvodPriceImport));
