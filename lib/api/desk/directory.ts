import { Hono } from 'hono';
import { type DirectoryKind, directories, directoryKinds, pathOf } from '@/lib/core/entities/directory';
import {
  type LinkedDirectoryKind,
  linkedDirectories,
  operationsOf,
} from '@/lib/domain/coupons/directories/directory-operations';
import { exportEntriesInput, listEntriesInput, listUsesInput } from '@/lib/domain/coupons/directory-entries/schemas';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
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
    return answerTable(c, exportList, c.req.valid('json'));
  });
