import { sql } from 'drizzle-orm';
import { userGroups } from '@/db/schema/coupons';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { importOperations } from '@/lib/domain/coupons/imports/import-file';
import { type CreateUserGroupInput, createUserGroupInput } from './schemas';

/** A file of user groups: their names. */
export const userGroupImport = importOperations<CreateUserGroupInput>({
  subject: 'user_group',
  table: userGroups,
  columns: ['name'],
  read: ([name]) => {
    const parsed = createUserGroupInput.safeParse({ name });
    if (parsed.success) return { entry: parsed.data };
    return { problem: `name ${fieldErrorsOf(parsed.error).name?.join(', ')}` };
  },
  insert: async (ctx, entries) => {
    const now = ctx.now().toISOString();
    const added = await ctx.db.execute<{ id: string }>(sql`
      insert into user_groups (name, created_at, updated_at)
      select name, ${now}::timestamptz, ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(entries)}::text::jsonb) as e (name text) order by lower(name)
      on conflict (lower(name)) where archived_at is null do nothing
      returning id`);
    return added.map(({ id }) => Number(id)).toSorted((a, b) => a - b);
  },
});
