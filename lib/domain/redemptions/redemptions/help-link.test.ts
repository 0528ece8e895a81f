import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { Conflict } from '@/lib/core/errors';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { checkRedemption } from './check-redemption';
import { makeHelpUrl, readHelpToken } from './help-link';
import { redeem } from './redeem';
import { makeCode, makeCoupon } from './testing';

const now = new Date('2026-11-28T10:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const tokenOf = (url: string | null) => url?.slice('https://desk.example.com/help/'.length) ?? '';
const read = (codes: string[], at = now) => readHelpToken(tokenOf(makeHelpUrl(codes, now)), at);

const test = openTestDatabase();
beforeEach(() => {
  vi.stubEnv('PUBLIC_URL', 'https://desk.example.com/');
  resetEnv();
});
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

describe('a help link', () => {
  it('says what is wrong for 24 hours', () => {
    expect(makeHelpUrl(['coupon_expired'], now)).toMatch(/^https:\/\/desk\.example\.com\/help\/[\w-]+\.[\w-]+$/);
    expect(read(['amount_too_small', 'coupon_expired'])).toEqual(['over', 'more']);
    expect(read(['coupon_expired'], later(23.9))).toEqual(['over']);
    expect(read(['coupon_expired'], later(24))).toBeNull();
  });

  it.each(['code_unknown', 'code_not_sold', 'code_deleted', 'code_voided', 'batch_paused', 'coupon_deleted'])(
    'does not say that a code is there or is %s',
    (code) => {
      expect(makeHelpUrl([code, 'purchase_not_covered'], now)).toBe(makeHelpUrl(['code_unknown'], now));
    },
  );

  it('that was changed says nothing', () => {
    const [payload = '', signature = ''] = tokenOf(makeHelpUrl(['coupon_expired'], now)).split('.');
    const longer = Buffer.from(Buffer.from(payload, 'base64url').toString().replace(/^\d+/, '9999999999')).toString(
      'base64url',
    );
    for (const token of [`${longer}.${signature}`, payload, `${payload}.`, `${payload}.${signature}A`, 'x', '']) {
      expect(readHelpToken(token, now), token).toBeNull();
    }
  });

  it('is not there without an address of the desk, nor where nothing is refused', () => {
    expect(makeHelpUrl([null], now)).toBeNull();
    vi.stubEnv('PUBLIC_URL', '');
    resetEnv();
    expect(makeHelpUrl(['coupon_expired'], now)).toBeNull();
  });
});

describe('a refusal', () => {
  it('carries it, in a check and in a redeem, for those who are given reasons', async () => {
    const coupon = await makeCoupon(test.db, { requiresSale: true });
    const { code } = await makeCode(test.db, coupon.id);
    const request = { code, user: { id: 'u' } };
    const reader = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], () => now);
    const { helpUrl } = await checkRedemption(reader, request);
    expect(readHelpToken(tokenOf(helpUrl), now)).toEqual(['not_valid']);
    const refusalOf = (ctx: typeof reader) =>
      redeem(ctx, request).catch((error: unknown) => error) as Promise<Conflict>;
    expect((await refusalOf(reader)).details.help_url).toBe(helpUrl);
    const blind = await makeKeyContext(test.db, ['redemptions:write'], () => now);
    const refusal = await refusalOf(blind);
    expect(refusal).toBeInstanceOf(Conflict);
    expect(JSON.stringify(refusal.details ?? {})).not.toContain('help');
    const open = await makeCoupon(test.db);
    expect((await checkRedemption(reader, { ...request, code: open.code })).helpUrl).toBeNull();
  });
});
