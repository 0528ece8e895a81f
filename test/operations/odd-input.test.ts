import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { users } from '@/db/schema/team';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { DomainError, Invalid } from '@/lib/core/errors';
import { hashPassword } from '@/lib/platform/auth/password';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { sendTest } from '@/lib/platform/webhooks/send-test';
import { makeEndpoint } from '@/lib/platform/webhooks/testing';
import { fieldsOf, findOperations } from './find-operations';
import { samples } from './samples';

const folders = ['lib/domain/access', 'lib/platform'];
const operations = (await Promise.all(folders.map(findOperations))).flat();

const neverInputs: [unknown][] = [[null], [7], [''], ['text'], [[]], [true]];
const oddInputs = [undefined, {}, { id: -1 }, { id: 1e20 }, { id: Number.NaN }];
const oddValues = [
  ...[undefined, null, true, '', ' ', '7', '\0', '\ud800', 'é'.repeat(100_000), [], [null], {}, () => 7],
  ...[-1, 0, 0.5, 1e20, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER, 7n],
  ...[new Date(Number.NaN), new Date(8.64e15), '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59'],
];

let test: TestDatabase;
let admin: Context<UserActor>;
beforeAll(async () => {
  test = await createTestDatabase();
  admin = await makeUserContext(test.db, 'admin');
  await makeUserContext(test.db, 'support');
  await test.db.update(users).set({ passwordHash: await hashPassword('a password of its own') });
  await makeKeyContext(test.db, ['coupons:read']);
  await sendTest(admin, await makeEndpoint(admin));
});
afterAll(() => test.close());

describe.each(operations.map((operation) => [operation.name, operation] as const))('%s', (name, { input, call }) => {
  it.each(neverInputs)('refuses %j as invalid', async (given) => {
    await expect(call(admin, given)).rejects.toBeInstanceOf(Invalid);
  });

  it('answers or refuses whatever its fields hold, and never fails', async () => {
    const sample = samples[name] ?? {};
    expect(input.safeParse(sample).error, 'its sample').toBeUndefined();
    const fields = fieldsOf(input);
    const oddFields = fields.flatMap((field) => oddValues.map((value) => ({ ...sample, [field]: value })));
    const allOdd = oddValues.map((value) => Object.fromEntries(fields.map((field) => [field, value])));
    for (const given of [...oddInputs, ...oddFields, ...allOdd]) {
      const failure = await call(admin, given).then(
        () => null,
        (error: unknown) => (error instanceof DomainError ? null : error),
      );
      expect(failure, `given ${String(JSON.stringify(given, printable)).slice(0, 200)}`).toBeNull();
    }
  });
});

function printable(_: string, value: unknown): unknown {
  return typeof value === 'string' || typeof value === 'object' ? value : String(value);
}
