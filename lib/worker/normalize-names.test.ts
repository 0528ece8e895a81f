import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { normalizeNames } from './normalize-names';

const test = openTestDatabase();

it('C17: normalizes the names of before, and leaves one whose normalized name is taken', async () => {
  for (const name of ['Cafe\u0301 one', 'Café two', 'Cafe\u0301\u200b two']) {
    await test.sql`insert into user_groups (name) values (${name})`;
  }
  await test.sql`insert into integrators (name) values (${'A\u00a0 B'})`;
  for (let start = 0; start < 2; start++) {
    await normalizeNames(test.db);
    const groups = await test.sql`select name from user_groups order by id`;
    expect(groups.map(({ name }) => name)).toEqual(['Café one', 'Café two', 'Cafe\u0301\u200b two']);
    expect((await test.sql`select name from integrators`).map(({ name }) => name)).toEqual(['A B']);
  }
});
