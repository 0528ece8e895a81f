import { sql } from 'drizzle-orm';

/** The last id that a code was given: those of one batch are between two such readings. */
export const codeIdNow = sql<number>`(select last_value from codes_id_seq)`.mapWith(Number);
