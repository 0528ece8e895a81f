import { describe, expect, it } from 'vitest';
import { readGuides } from '@/lib/api/guides/read-guides';
import { slugOfTag, tags } from '@/lib/api/openapi/tags';
import { openServed } from '@/lib/api/testing';
import { routes } from '@/lib/core/routes';
import { createPublishableKey } from '@/lib/domain/access/integrators/create-publishable-key';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { relayEvents } from '@/lib/platform/webhooks/relay-events';
import { differences } from '@/test/openapi/calls';
import { prepared } from '@/test/prepared';
import { installed, runSample, runShellSession, type Sample, samplesOf } from './samples';

const guides = readGuides();
const withSamples = guides
  // A test key is not for this desk: test/test-mode runs its samples.
  .filter(({ slug }) => slug !== 'test-mode')
  .map(({ slug, text }) => ({ slug, samples: samplesOf(text) }))
  .filter(({ samples }) => samples.length > 0);

/** A desk with what the guides name: a product, a coupon, a key with every scope, and something that happened. */
const world = prepared(async () => {
  const served = await openServed();
  const system = systemContext(served.db, 'tests');
  const company = { name: 'Guides', scopes: [...scopes], couponLimit: 'all' as const, creditPaisa: 100_000_000 };
  const { key, integratorId } = await createIntegratorKey(system, company);
  await makeStock(served.db, 20, { value: 'nettv coupon' });
  await served.sql`insert into coupons (code, discount, duration, cycles) values ('WELCOME25', 25, 'repeating', 3)`;
  const origins = 'https://shop.example.com';
  const { key: publishable } = await createPublishableKey(system, { integratorId, origins });
  const env = { BASE: `http://127.0.0.1:${served.port}`, KEY: key, PUBLISHABLE_KEY: publishable };
  await fetch(`${env.BASE}/api/v1/redemptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': 'before' },
    body: JSON.stringify({ code: 'WELCOME25', user: { id: 'before' } }),
  });
  await relayEvents(system);
  return { ...served, env };
});

function expectAnswer({ answer }: Sample, printed: string): void {
  if (!answer) return;
  if (answer.language === 'text') expect(printed.trim()).toBe(answer.text.trim());
  else expect(differences(JSON.parse(answer.text), JSON.parse(printed))).toEqual([]);
}

describe.each(withSamples)('the samples of $slug', ({ samples }) => {
  const shell = samples.filter(({ language }) => language === 'sh');
  const programs = samples.filter(({ language }) => language !== 'sh');

  // The check names those whose language is not here. The shell's need curl.
  const isMissing = (language: string) => !installed.includes(language);

  it.skipIf(isMissing('sh')).each(shell.length > 0 ? ['sh'] : [])(
    'run as one session of a shell, and answer as shown',
    async () => {
      const printed = await runShellSession(shell, world.env);
      for (const [index, sample] of shell.entries()) expectAnswer(sample, printed[index] ?? '');
    },
  );

  for (const sample of programs) {
    const { language, text } = sample;
    it.skipIf(isMissing(language))(`run as a program in ${language}, and print what is shown`, async () => {
      expectAnswer(sample, await runSample(language, text, world.env));
    });
  }
});

describe('the guides', () => {
  it('lead to pages and headings that are there', () => {
    const calls = tags.map(({ name }) => routes.callsReference(slugOfTag(name)));
    const pages = new Set([...guides.map(({ slug }) => routes.guide(slug)), ...calls, '/docs', '/api/openapi.json']);
    const links = guides.flatMap(({ slug, text }) =>
      [...text.matchAll(/\]\((\/[^)]*)\)/g)].map(([, target = '']) => ({ slug, target })),
    );
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter(({ target }) => !pages.has(target.replace(/#.*$/, '')))).toEqual([]);
  });
});
