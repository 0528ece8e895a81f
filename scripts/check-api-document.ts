import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
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

/** By the rules of redocly.yaml, and by those of Spectral for OpenAPI. */
export async function checkApiDocument(): Promise<void> {
  const document = await readApiDocument();
  await checkBySpectral(document);
  const scratch = mkdtempSync(path.join(tmpdir(), 'coupon-desk-openapi-'));
  try {
    const file = path.join(scratch, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    await run('redocly', ['lint', file, '--config', 'redocly.yaml'], offline);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Its warnings too. @throws with every finding */
export async function checkBySpectral(document: object): Promise<void> {
  const spectral = new Spectral();
  // The desk that serves the document is whom to ask.
  spectral.setRuleset({ extends: [oas as RulesetDefinition], rules: { 'info-contact': 'off' } });
  const findings = await spectral.run({ ...document });
  if (findings.length === 0) return;
  const lines = findings.map(({ code, message, path: place }) => `  ${place.join('.')}: ${message} (${code})`);
  throw new Error(`Spectral found in the OpenAPI document:\n${lines.join('\n')}`);
}
