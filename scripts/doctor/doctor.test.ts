import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeScratchDir } from '@/db/scratch-dir';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { keyedRows } from '@/lib/domain/sales/pins/keyed-rows';
import { registerKeys } from '@/lib/platform/keys/check-keys';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { checkDataDir } from './check-data-dir';
import { checkDatabase } from './check-database';
import { checkSettings } from './check-settings';
import type { Finding } from './finding';

const database = openTestDatabase();

const said = (findings: Finding[], level: Finding['level']) =>
  findings.filter((one) => one.level === level).map(({ about, said: text, fix }) => `${about}: ${text} → ${fix}`);
const wrongIn = (variables: Record<string, string>) => said(checkSettings(variables), 'wrong').join('\n');

const production = {
  ...{ PUBLIC_URL: 'https://desk.example.com', TRUST_PROXY: 'true' },
  ...{ RESEND_API_KEY: 're_1', EMAIL_FROM: 'Desk <desk@example.com>', RESEND_WEBHOOK_SECRET: 'whsec_1' },
  ...{
    SPARROW_TOKEN: 'sparrow',
    SPARROW_FROM: 'Desk',
    KHALTI_BASE_URL: 'https://khalti.example',
    KHALTI_TOKEN: '0123456789',
  },
};

describe('settings', () => {
  it('finds nothing in a whole configuration, and looks twice at an empty one', () => {
    expect(said(checkSettings(production), 'wrong')).toEqual([]);
    expect(said(checkSettings(production), 'warning')).toEqual([]);
    expect(said(checkSettings({}), 'wrong')).toEqual([]);
    expect(said(checkSettings({}), 'warning').join('\n')).toMatch(/PUBLIC_URL is not set[\s\S]*no email is sent/);
  });

  it('looks twice at an address of Postgres itself that no pooler is next to', () => {
    const direct = { ...production, DATABASE_DIRECT_URL: 'postgres://desk@127.0.0.1/desk' };
    const unused = [expect.stringContaining('DATABASE_DIRECT_URL is set and DATABASE_POOLER is not')];
    expect(said(checkSettings(direct), 'warning')).toEqual(unused);
    expect(said(checkSettings({ ...direct, DATABASE_POOLER: 'none' }), 'warning')).toEqual(unused);
    expect(said(checkSettings({ ...direct, DATABASE_POOLER: 'transaction' }), 'warning')).toEqual([]);
  });

  it.each([
    [{ PUBLIC_URL: 'http://desk.example.com' }, /in clear/],
    [{ PUBLIC_URL: 'https://desk.example.com/desk' }, /with a path/],
    [{ EMAIL_FROM: 'desk' }, /EMAIL_FROM is "desk"/],
    [{ EMAIL_FROM: '' }, /RESEND_API_KEY is set and EMAIL_FROM is not/],
    [{ KHALTI_TOKEN: 'Token 0123456789' }, /Paste the token alone/],
    [{ KHALTI_TOKEN: '' }, /KHALTI_BASE_URL is set and KHALTI_TOKEN is not/],
    [{ KHALTI_BASE_URL: 'http://khalti.example' }, /travel in clear/],
    [{ WEBHOOK_ALLOW_PRIVATE: 'true' }, /network within/],
  ])('finds %o', (change, expected) => {
    expect(wrongIn({ ...production, ...change })).toMatch(expected);
  });

  it('shows no secret', () => {
    const text = JSON.stringify(checkSettings({ ...production, KHALTI_TOKEN: 'Token SECRET' }));
    expect(text).not.toContain('SECRET');
  });
});

describe('the database', () => {
  const check = (url = database.url, pool = 5) => checkDatabase({ url, pool });
  const elsewhere = (change: (url: URL) => void) => {
    const url = new URL(database.url);
    change(url);
    return url.href;
  };

  it('is as it should be', async () => {
    await registerKeys(database.db, keyedRows);
    const findings = await check();
    const about = (level: Finding['level']) => findings.filter((one) => one.level === level).map((one) => one.about);
    // The tests' own flushes nothing.
    expect(about('wrong')).toEqual(['Safety', 'Safety', 'Safety']);
    expect(about('ok')).toEqual(['Database', 'Clock', 'Connections', 'Writing', 'Schema', 'Keys']);
  });

  it('says why it cannot be reached', async () => {
    expect(said(await check(elsewhere((url) => (url.port = '1'))), 'wrong').join()).toMatch(
      /ECONNREFUSED.*is Postgres running/,
    );
    expect(said(await check(elsewhere((url) => (url.pathname = '/nothing'))), 'wrong').join()).toMatch(
      /"nothing" does not exist.*create database/,
    );
    expect(said(await check(elsewhere((url) => (url.password = 'other'))), 'wrong').join()).toMatch(
      /password or the role is wrong/,
    );
  });

  it('says that it is read-only, and that a process takes too many connections', async () => {
    const readOnly = elsewhere((url) => url.searchParams.set('default_transaction_read_only', 'on'));
    expect(said(await check(readOnly), 'wrong').join()).toMatch(/Transactions are read-only/);
    expect(said(await check(undefined, 200), 'warning').join()).toMatch(/A desk takes up to 844/);
  });

  it('says that the keys are those of another one', async () => {
    await registerKeys(database.db, keyedRows);
    process.env.DIGEST_KEY = Buffer.alloc(32, 'x').toString('base64');
    resetEnv();
    resetKeyring();
    expect(said(await check(), 'wrong').join()).toMatch(/another key 1 than this database was written with/);
    process.env.DIGEST_KEY = Buffer.alloc(32, 'd').toString('base64');
    resetEnv();
    resetKeyring();
  });
});

describe('the data directory', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await makeScratchDir('coupon-desk-doctor-');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has keys that only its owner reads, next to a database', () => {
    expect(said(checkDataDir(path.join(folder, 'none')), 'warning')).toHaveLength(1);
    mkdirSync(path.join(folder, 'database'));
    expect(said(checkDataDir(folder), 'wrong').join()).toMatch(/secrets.json is missing/);
    const secrets = path.join(folder, 'secrets.json');
    writeFileSync(secrets, '{}');
    chmodSync(secrets, 0o644);
    expect(said(checkDataDir(folder), 'wrong').join()).toMatch(/chmod 600/);
    chmodSync(secrets, 0o600);
    expect(said(checkDataDir(folder), 'wrong')).toEqual([]);
  });
});
