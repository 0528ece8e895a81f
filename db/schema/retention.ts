import { sql } from 'drizzle-orm';
import { check, integer, pgTable } from 'drizzle-orm/pg-core';
import { snakeCase } from '../../lib/core/entities/field';
import {
  mostRetentionDays,
  type RetentionKind,
  retentionKinds,
  retentionNames,
} from '../../lib/core/entities/retention';
import { createdAt } from './columns';

const days = (kind: RetentionKind) => integer().notNull().default(retentionKinds[kind].usual);
const columns = Object.fromEntries(retentionNames.map((kind) => [kind, days(kind)]));

/** One row: for how many days each kind of record is kept. */
export const retention = pgTable(
  'retention',
  {
    id: integer().primaryKey().default(1),
    ...(columns as Record<RetentionKind, ReturnType<typeof days>>),
    updatedAt: createdAt(),
  },
  (t) => [
    check('retention_one_row_check', sql`${t.id} = 1`),
    ...retentionNames.map((kind) => {
      const range = sql.raw(`${retentionKinds[kind].least} and ${mostRetentionDays}`);
      return check(`retention_${snakeCase(kind)}_check`, sql`${t[kind]} between ${range}`);
    }),
  ],
);
