import { Hono } from 'hono';
import { type DirectoryKind, directories, directoryKinds, pathOf } from '@/lib/core/entities/directory';
import {
  type LinkedDirectoryKind,
  linkedDirectories,
  operationsOf,
} from '@/lib/domain/coupons/directories/directory-operations';
import { exportEntriesInput, listEntriesInput, listUsesInput } from '@/lib/domain/coupons/directory-entries/schemas';
import { importFileInput } from '@/lib/domain/coupons/imports/schemas';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fileOf } from './file-of';
import { fromDeskPage } from './from-desk-page';
import { inputQuery } from './input-query';
import { bodyOf } from './query';

const linkedKinds = Object.keys(linkedDirectories) as LinkedDirectoryKind[];

/** One segment for all of these directories; to the client it is a parameter. */
const segmentOf = (kinds: DirectoryKind[]) =>
  `/:directory{(?:${kinds.map((kind) => pathOf(directories[kind])).join('|')})}` as '/:directory';

function kindOf<Kind extends DirectoryKind>(kinds: Kind[], path: string): Kind {
  const kind = kinds.find((candidate) => pathOf(directories[candidate]) === path);
  if (!kind) throw new Error(`No directory has the path ${path}.`);
  return kind;
}

/** `GET /api/desk/user-groups`: a page; `/coupons?id=…`: the coupons that one restricts; `/exports`: the list as a file. Every directory has its own path. */
export const deskDirectories = new Hono<DeskEnv>()
  .get(segmentOf(directoryKinds), inputQuery(listEntriesInput), async (c) => {
    const { list } = operationsOf(kindOf(directoryKinds, c.req.param('directory')));
    return c.json(await list(c.var.ctx, c.req.valid('query')));
  })
  .get(`${segmentOf(linkedKinds)}/coupons`, inputQuery(listUsesInput), async (c) => {
    const { listCoupons } = linkedDirectories[kindOf(linkedKinds, c.req.param('directory'))];
    return c.json(await listCoupons(c.var.ctx, c.req.valid('query')));
  })
  .post(`${segmentOf(linkedKinds)}/exports`, fromDeskPage, bodyOf(exportEntriesInput), async (c) => {
    const { exportList } = linkedDirectories[kindOf(linkedKinds, c.req.param('directory'))];
    return answerTable(c, () => exportList(c.var.ctx, c.req.valid('json')));
  });

const named = inputQuery(importFileInput.omit({ file: true }));
const linkedSegment = segmentOf(linkedKinds);
const filesOf = (path: string) => linkedDirectories[kindOf(linkedKinds, path)].files;

/**
 * `POST /api/desk/uploads/user-groups`, with a CSV file as the body: its dry run; `/import` adds what is new in it, and
 * `/left-out` answers with the other rows. The page sends the same file each time.
 */
export const deskDirectoryUploads = new Hono<DeskEnv>()
  .post(linkedSegment, fromDeskPage, async (c) => {
    const { checkFile } = filesOf(c.req.param('directory'));
    return c.json(await checkFile(c.var.ctx, { file: fileOf(c) }));
  })
  .post(`${linkedSegment}/import`, fromDeskPage, named, async (c) => {
    const { importFile } = filesOf(c.req.param('directory'));
    return c.json(await importFile(c.var.ctx, { ...c.req.valid('query'), file: fileOf(c) }));
  })
  .post(`${linkedSegment}/left-out`, fromDeskPage, async (c) => {
    const { exportLeftOut } = filesOf(c.req.param('directory'));
    return answerTable(c, () => exportLeftOut(c.var.ctx, { file: fileOf(c) }));
  });
