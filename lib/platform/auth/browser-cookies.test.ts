import { afterEach, describe, expect, it, vi } from 'vitest';
import { resetEnv } from '@/lib/core/env';
import { deviceCookie, oidcCookie, pendingCookie, writeSessionCookie } from './browser-cookies';
import { nextAuthOptions } from './next-auth';
import { sessionCookie } from './session';

type Cookie = Parameters<Parameters<typeof deviceCookie.write>[0]['set']>[0];

function makeJar() {
  const kept = new Map<string, Cookie>();
  return {
    kept,
    get: (name: string) => kept.get(name),
    set: (cookie: Cookie) => kept.set(cookie.name, cookie),
  };
}

const reachedAt = (url: string) => {
  vi.stubEnv('DATABASE_URL', 'postgres://desk:none@127.0.0.1:1/none');
  vi.stubEnv('PUBLIC_URL', url);
  resetEnv();
};
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

async function writeAll() {
  const jar = makeJar();
  pendingCookie.write(jar, 'a second step');
  deviceCookie.write(jar, 'a browser');
  oidcCookie.write(jar, 'a provider');
  await writeSessionCookie(jar, 'a session');
  return jar;
}

const own = ['second-step', 'browser', 'provider', 'session'].map((name) => `coupon-desk-${name}`);

describe('cookies', () => {
  it('are `__Host-` ones under https: of this host alone, for every path, over https, and not for scripts', async () => {
    reachedAt('https://desk.example.com');
    const { kept } = await writeAll();
    expect([...kept.keys()]).toEqual(own.map((name) => `__Host-${name}`));
    for (const cookie of kept.values()) {
      expect(cookie).toMatchObject({ path: '/', secure: true, httpOnly: true, sameSite: 'lax' });
      expect(cookie).not.toHaveProperty('domain');
    }
    expect(sessionCookie()).toBe('__Host-coupon-desk-session');
  });

  it('are kept by the names that next-auth reads and clears', () => {
    reachedAt('https://desk.example.com');
    const { cookies, useSecureCookies } = nextAuthOptions(makeJar());
    expect(cookies?.sessionToken).toEqual({
      name: '__Host-coupon-desk-session',
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true },
    });
    expect(useSecureCookies).toBe(true);
  });

  it('are read under https by that name alone: one that another host of the domain has set is none', async () => {
    reachedAt('http://desk.example.com');
    const { kept } = await writeAll();
    expect([...kept.keys()]).toEqual(own);
    for (const { secure } of kept.values()) expect(secure).toBe(false);
    reachedAt('https://desk.example.com');
    const jar = { get: (name: string) => kept.get(name) };
    for (const { read } of [pendingCookie, deviceCookie, oidcCookie]) expect(read(jar)).toBeUndefined();
    const written = await writeAll();
    for (const { read } of [pendingCookie, deviceCookie, oidcCookie]) expect(read(written)).toMatch(/^a /);
  });
});
