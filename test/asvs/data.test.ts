import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { securityEventKinds } from '@/lib/platform/security/event-kinds';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/data.md'), 'utf8');
const [, classified = '', logs = ''] = page.split(/\| class \| tables \||## Logs/);
const namesIn = (text: string) => [...text.matchAll(/`([a-z_.]+)`/g)].map(([, name = '']) => name);

it('the page on data has every table of the database in one class', async () => {
  const files = globSync('db/schema/*.ts', { cwd: root });
  const modules = await Promise.all(files.map((file) => import(path.join(root, file))));
  const tables = modules.flatMap((exported) => Object.values(exported)).filter((one) => is(one, PgTable));
  const names = [...new Set(tables.map((table) => getTableName(table as PgTable)))];
  expect(names.length).toBeGreaterThan(60);
  expect(
    namesIn(classified)
      .filter((name) => name !== 'pgboss')
      .toSorted(),
  ).toEqual(names.toSorted());
});

it('the page on data has every kind of security event among the logs', () => {
  expect(namesIn(logs)).toEqual(expect.arrayContaining([...securityEventKinds]));
});
