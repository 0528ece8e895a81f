import { afterAll, beforeAll } from 'vitest';
import { createDatabase, type OpenDatabase } from '@/db/client';

/** Pools of their own on that database, as further processes would have; there from the file's `beforeAll` on. */
export function furtherProcesses(test: { url: string }, count: number): OpenDatabase[] {
  const opened: OpenDatabase[] = [];
  beforeAll(() => {
    for (let index = 0; index < count; index++) opened.push(createDatabase(test.url));
  });
  afterAll(async () => {
    for (const { close } of opened) await close();
  });
  return opened;
}
