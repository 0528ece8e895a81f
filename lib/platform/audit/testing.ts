import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { auditHeads } from '@/db/schema/audit-chain';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { systemContext } from '@/lib/platform/context/context';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { chainAudit } from './chain-audit';
import { checkHead, toSignedHead } from './chain-hash';
import { readHeadFile } from './head-file';
import { recordAudit } from './record-audit';
import { verifyChain } from './verify-chain';

/** For a file of tests: in each a new database, a clock, and a file outside of it for the heads of the chain. */
export function provideChain() {
  const test = {} as TestDatabase;
  const clock = { at: new Date() };
  let folder: string;
  const file = () => path.join(folder, 'heads.jsonl');
  beforeEach(async () => {
    Object.assign(test, await createTestDatabase({ max: 6 }));
    folder = mkdtempSync(path.join(tmpdir(), 'coupon-desk-heads-'));
    clock.at = new Date('2026-11-03T06:15:00Z');
    vi.stubEnv('AUDIT_HEAD_FILE', file());
    resetEnv();
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    resetEnv();
    resetKeyring();
    rmSync(folder, { recursive: true, force: true });
    await test.close();
  });

  const record = (db: TestDatabase['db'], ...subjects: number[]) =>
    recordAudit(
      { ...systemContext(db, 'test'), now: () => clock.at },
      ...subjects.map((subjectId) => ({
        action: 'coupon.created',
        subjectKind: 'coupon',
        subjectId,
        data: { name: 'é "quoted"', n: subjectId },
      })),
    );
  /** A minute later, as the job does it. */
  async function chain(): Promise<void> {
    clock.at = new Date(clock.at.getTime() + 60_000);
    await chainAudit({ ...systemContext(test.db, 'Chain audit'), now: () => clock.at });
  }
  /** Up to which row it is closed, by a head that is ours. */
  async function closed(): Promise<number> {
    const heads = (await test.db.select().from(auditHeads)).map(toSignedHead);
    return Math.max(0, ...heads.filter((head) => checkHead(head) === 'good').map(({ closedId }) => closedId));
  }
  /** What is there is closed by the second run from now on, whatever other transactions the server has. */
  async function chainUntilClosed(id: number): Promise<void> {
    await chain();
    await chain();
    expect(await closed()).toBe(id);
  }
  const verify = async () => verifyChain(test.db, await readHeadFile(file()));
  const problems = async () => (await verify()).problems;
  return { test, clock, file, record, chain, closed, chainUntilClosed, verify, problems };
}
