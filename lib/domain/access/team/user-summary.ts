import { sql } from 'drizzle-orm';
import { sessions, users } from '@/db/schema/team';
import type { Role } from '@/lib/platform/context/roles';

export type UserSummary = {
  id: number;
  email: string;
  name: string;
  role: Role;
  createdAt: string;
  disabledAt: string | null;
  lastSeenAt: string | null;
};

export const userSummaryColumns = {
  id: users.id,
  email: users.email,
  name: users.name,
  role: users.role,
  createdAt: users.createdAt,
  disabledAt: users.disabledAt,
  lastSeenAt: sql<Date | null>`(select max(s.last_seen_at) from ${sessions} s where s.user_id = ${users}.id)`.mapWith(
    sessions.lastSeenAt,
  ),
};

type Row = Omit<UserSummary, 'createdAt' | 'disabledAt' | 'lastSeenAt'> & {
  createdAt: Date;
  disabledAt: Date | null;
  lastSeenAt: Date | null;
};

export function toUserSummary(row: Row): UserSummary {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    disabledAt: row.disabledAt?.toISOString() ?? null,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  };
}
