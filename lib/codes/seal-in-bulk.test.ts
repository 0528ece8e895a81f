import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { resetEnv } from '@/lib/env';
import { digestCode, sealCode, unsealCode } from './seal-code';
import { sealInBulk } from './seal-in-bulk';

beforeAll(() => {
  vi.stubEnv('DATABASE_URL', 'postgres://localhost/none');
  resetEnv();
});

it('seals any texts as the ordinary way does, so that it opens them', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 70 }), { maxLength: 40 });
  fc.assert(
    fc.property(texts, (codes) => {
      const sealed = sealInBulk(codes);
      expect(sealed.map(unsealCode)).toEqual(codes.map((code) => Buffer.from(code).toString()));
      for (const [at, { digest, sealingKeyId, lastFour }] of sealed.entries()) {
        const ordinary = sealCode(codes[at] ?? '');
        expect({ digest, sealingKeyId, lastFour }).toEqual({
          digest: ordinary.digest,
          sealingKeyId: ordinary.sealingKeyId,
          lastFour: ordinary.lastFour,
        });
        expect(digest).toEqual(digestCode(codes[at] ?? ''));
      }
    }),
  );
});

it('never uses an initialisation vector twice, and notices one changed bit', () => {
  const codes = Array.from({ length: 5000 }, (_, at) => `CODE${at}`);
  const sealed = sealInBulk(codes);
  expect(new Set(sealed.map((one) => one.sealed.toString('hex', 0, 12))).size).toBe(5000);
  const [one] = sealed;
  for (let at = 0; one && at < one.sealed.length; at++) {
    const changed = Buffer.from(one.sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unsealCode({ ...one, sealed: changed })).toThrow();
  }
});
