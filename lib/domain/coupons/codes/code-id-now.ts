import { sql } from 'drizzle-orm';

/** Where the ids of codes stand: those of one batch lie between two such readings. */
export const codeIdNow = sql<number>`(select last_value from codes_id_seq)`.mapWith(Number);
