import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from './embedded';
import { migrate } from './migrate';
import { makeScratchDir } from './scratch-dir';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: { url: string; socket: string | undefined; template: string };
  }
}

export const templateName = 'template_desk';

/** One Postgres for a whole run of tests (TEST_DATABASE_URL, else an embedded one), and a migrated template on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  await sql.unsafe(`drop database if exists ${templateName} with (force)`);
  await sql.unsafe(`create database ${templateName}`);
  await sql.end();
  const template = new URL(server.url);
  template.pathname = `/${templateName}`;
  await migrate(template.href);
  project.provide('testServer', { url: server.url, socket: server.socket, template: templateName });
  return server.close;
}

async function openServer() {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, socket: undefined, close: async () => {} };
  const dataDir = await makeScratchDir('coupon-desk-test-');
  const embedded = await startEmbedded({ dataDir, password: randomBytes(16).toString('hex'), unsafe: true });
  return {
    url: embedded.ownerUrl,
    socket: embedded.socket,
    async close() {
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
