import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './run-tool';

const offline = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/** The OpenAPI document, as the desk serves it. No database is read for it. */
export async function readApiDocument(): Promise<object> {
  const { createApp } = await import('@/lib/api/app');
  const { apiDocument } = await import('@/lib/api/openapi/describe-api');
  const noDatabase = () => {
    throw new Error('Nothing is read for a description.');
  };
  return apiDocument(createApp({ database: noDatabase, now: () => new Date() }));
}

/** By the rules of redocly.yaml. */
export async function checkApiDocument(): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'coupon-desk-openapi-'));
  try {
    const file = path.join(scratch, 'openapi.json');
    writeFileSync(file, JSON.stringify(await readApiDocument()));
    await run('redocly', ['lint', file, '--config', 'redocly.yaml'], offline);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
