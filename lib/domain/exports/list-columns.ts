import { NotFound } from '@/lib/core/errors';
import type { UserActor } from '@/lib/platform/context/actor';
import { assertCan } from '@/lib/platform/context/assert-can';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { findColumns } from './kinds';
import { exportColumnsInput } from './schemas';

/** The names of the columns that the actor's export of a list has. @throws Forbidden, NotFound */
export const listExportColumns = operation(
  null,
  exportColumnsInput,
  async (ctx: Context<UserActor>, { kind }): Promise<string[]> => {
    const found = findColumns(kind);
    if (!found) throw new NotFound('The list');
    if (found.permission) await assertCan(ctx, found.permission);
    return found.columns(ctx);
  },
);
