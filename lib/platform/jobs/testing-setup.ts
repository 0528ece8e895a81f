import type { TestProject } from 'vitest/node';
import { templateName } from '@/db/testing-setup';
import { prepareQueue } from './prepare-queue';

/** Puts the queue into the template that every test database is a copy of. Runs after `db/testing-setup.ts`. */
export default async function setup(project: TestProject): Promise<void> {
  const { url, socket } = project.getProvidedContext().testServer;
  const template = new URL(url);
  template.pathname = `/${templateName}`;
  await prepareQueue(template.href, socket);
}
