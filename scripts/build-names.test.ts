import { expect, it } from 'vitest';
import config from '@/next.config';
import { buildNames } from './build-names';

it('names builds of the same sources alike, and of others differently', () => {
  expect(buildNames('one')).toEqual(buildNames('one'));
  const [one, other] = [buildNames('one'), buildNames('other')];
  expect(one.BUILD_ID).not.toBe(other.BUILD_ID);
  expect(one.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY).not.toBe(other.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY);
});

it('has an address that no blocker of ads takes for one, and a key of the length that Next wants', () => {
  const ids = Array.from({ length: 2_000 }, (_, n) => buildNames(String(n)).BUILD_ID);
  expect(ids.filter((id) => /ad/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(Buffer.from(buildNames('one').NEXT_SERVER_ACTIONS_ENCRYPTION_KEY, 'base64')).toHaveLength(32);
});

it('is what the build takes', async () => {
  process.env.BUILD_ID = 'given';
  expect(await config.generateBuildId?.()).toBe('given');
  delete process.env.BUILD_ID;
  expect(await config.generateBuildId?.()).toBeNull();
});
