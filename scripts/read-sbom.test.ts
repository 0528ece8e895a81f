import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { accepted, licenceOf, readSbom } from './read-sbom';

it('names every package that runs in production, with its version and a licence that was looked at', async () => {
  const { specVersion, components, metadata } = await readSbom();
  expect(specVersion).toMatch(/^1\.\d$/);
  expect(metadata.component.name).toBe('coupon-desk');
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  const listed = components.map(({ name, version }) => `${name}@${version}`);
  expect(listed).toEqual(expect.arrayContaining(Object.entries(dependencies).map(([name, at]) => `${name}@${at}`)));
  expect(components.filter((component) => !accepted(licenceOf(component)))).toEqual([]);
});

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND GPL-3.0-only', false],
  ['GPL-3.0-only', false],
  ['', false],
])('of "%s" says that it is accepted: %s', (name, expected) => {
  expect(accepted(name)).toBe(expected);
});
