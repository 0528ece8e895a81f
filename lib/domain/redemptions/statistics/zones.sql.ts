import { type SQL, sql } from 'drizzle-orm';

const offsetAt = (at: SQL, timeZone: string): SQL =>
  sql`((${at}) at time zone ${timeZone} - (${at}) at time zone 'UTC')`;

/**
 * The spans between two instants in which a zone's offset from UTC stays the same, as `since`, `until` and `ahead`. Adding
 * `ahead` gives local time; asking for the zone by name costs forty times as much a row.
 */
export const steadySpans = (from: SQL, until: SQL, timeZone: string): SQL => {
  const differs = (one: SQL, other: SQL) => sql`${offsetAt(one, timeZone)} <> ${offsetAt(other, timeZone)}`;
  return sql`
    select since, lead(since, 1, ${until}) over (order by since) as until, ${offsetAt(sql`since`, timeZone)} as ahead
    from (
      select ${from} as since
      union all
      select quarter
      from generate_series(date_bin('1 day', ${from}, 'epoch'), ${until}, interval '24 hours') day
      cross join lateral generate_series(
        day + interval '15 minutes', day + interval '24 hours', interval '15 minutes') quarter
      where ${differs(sql`day`, sql`day + interval '24 hours'`)}
        and ${differs(sql`quarter`, sql`quarter - interval '15 minutes'`)} and quarter > ${from} and quarter < ${until}
    ) s`;
};
