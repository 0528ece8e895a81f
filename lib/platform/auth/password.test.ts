import { hash } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, it } from 'vitest';
import { cost, hashPassword, isOutdated, minimumCost, passwordMatches } from './password';
import { findWeakness } from './password-strength';

const about = ['Sita Sharma', 'sita.sharma@mountain.example', 'Mountain TV'];

describe('a hash', () => {
  it('is argon2id at twice the memory of the minimum, and has a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('three blind mice'), hashPassword('three blind mice')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=38912,t=2,p=1\$/);
    expect(other).not.toBe(one);
    expect(cost.memoryCost).toBe(2 * minimumCost.memoryCost);
  });

  it('of a lower cost is known as such, and still compared', async () => {
    const old = await hash('three blind mice', minimumCost);
    expect([isOutdated(old), isOutdated(await hashPassword('three blind mice'))]).toEqual([true, false]);
    expect(await passwordMatches(old, 'three blind mice')).toBe(true);
    expect(await passwordMatches(old, 'see how they run')).toBe(false);
    expect(await passwordMatches(undefined, 'three blind mice')).toBe(false);
  });
});

describe('a password', () => {
  it.each([
    'three blind mice run',
    'a password of its own',
    'k7m2p-9xq4t-hw3rn-c8vdz',
    'see how they run away',
    'पहाडमा बिहान घाम लाग्यो',
    'Xv7!q2Lp9#rT',
  ])('can be "%s"', async (password) => {
    expect(await findWeakness(password, about)).toBeNull();
  });

  it.each([
    ['administrator', 'tried first'],
    ['123456789012', 'tried first'],
    ['password1234', 'easy to guess'],
    ['P@ssw0rd1234', 'easy to guess'],
    ['qwertyuiop12', 'easy to guess'],
    ['Sunshine2026', 'easy to guess'],
    ['aaaaaaaaaaaaaaaaaaaa', 'repeats itself'],
    ['letmeinletmein', 'repeats itself'],
    ['sitasharma2026', 'your name'],
    ['sita-sharma-2026', 'your name'],
    ['Mountain-TV-Mountain', 'name of the company'],
    ['sita.sharma@mountain.example', 'your email'],
  ])('cannot be "%s"', async (password, why) => {
    expect(await findWeakness(password, about)).toContain(why);
  });

  it('cannot be one of those that breaches had, in any case of its letters, of a length that could be chosen', async () => {
    const breached = dictionary['passwords-common'].filter(({ length }) => length >= 12);
    expect(breached.length).toBeGreaterThan(300);
    for (const password of breached) {
      expect(await findWeakness(password, about)).not.toBeNull();
      expect(await findWeakness(password.toUpperCase(), about)).not.toBeNull();
    }
  });

  it('is estimated in a moment, however odd it is', async () => {
    for (const password of ['4@$$w0rd'.repeat(16), '$1!|0o+7('.repeat(14), '\ud800'.repeat(128)]) {
      expect(typeof (await findWeakness(password, about))).not.toBe('undefined');
    }
  });
});
