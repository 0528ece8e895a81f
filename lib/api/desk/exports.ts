import { Hono } from 'hono';
import type { SentFormat } from '@/lib/core/table-file';
import { downloadExport } from '@/lib/domain/exports/download-export';
import { listExportColumns } from '@/lib/domain/exports/list-columns';
import { listExports } from '@/lib/domain/exports/list-exports';
import type { DeskEnv } from '../http/environment';
import { answerFile } from './answer-file';
import { fromDeskPage } from './from-desk-page';
import { inputQuery } from './input-query';

/**
 * `GET /api/desk/exports`: one's own exports in the background; `POST /api/desk/exports/ID` downloads one. `/columns?kind=sales`:
 * which columns an export of a list has.
 */
export const deskExports = new Hono<DeskEnv>()
  .get('/', async (c) => c.json({ rows: await listExports(c.var.ctx) }))
  .get('/columns', inputQuery(listExportColumns.input), async (c) =>
    c.json({ columns: await listExportColumns(c.var.ctx, c.req.valid('query')) }),
  )
  .post('/:id{[1-9][0-9]{0,14}}', fromDeskPage, async (c) => {
    const file = await downloadExport(c.var.ctx, { id: Number(c.req.param('id')) });
    return answerFile(c, { ...file, format: file.format as SentFormat });
  });
