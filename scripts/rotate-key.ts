import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { getDatabase } from '@/db/client';
import { readArchive } from '@/db/wal-archive';
import { encryptedCodeColumns } from '@/lib/domain/coupons/codes/encrypted-columns';
import { endDigests } from '@/lib/domain/coupons/reading/rotate-digests';
import { encryptedSaleColumns } from '@/lib/domain/sales/pins/encrypted-columns';
import { encryptedTotpColumns } from '@/lib/platform/factors/encrypted-columns';
import { assertRegistered } from '@/lib/platform/keys/check-keys';
import { countKeptFiles } from '@/lib/platform/keys/count-kept-files';
import { type KeyPurpose, keyring } from '@/lib/platform/keys/keyring';
import { countOfOtherKeys, reEncrypt } from '@/lib/platform/keys/re-encrypt';
import { retireInactiveKeys } from '@/lib/platform/keys/retire-keys';
import { encryptedSecretColumns } from '@/lib/platform/webhooks/encrypted-columns';
import { addKey, openDataDir } from './data-dir';
import { runCommand } from './environment';

const usage = `Usage: npm run rotate-key -- --add          adds a new encryption key to secrets.json, or prints one to set
       npm run rotate-key -- --add-digest   the same for the key of the digests that codes are found by
       npm run rotate-key                   writes everything again with the active keys, next to a running desk`;

const columns = [...encryptedCodeColumns, ...encryptedSaleColumns, ...encryptedSecretColumns, ...encryptedTotpColumns];
const variables = { encryption: 'SEALING_KEY', digest: 'DIGEST_KEY' } as const;

/** A key that no process has loaded must not write yet: every process of the desk is restarted in between. */
function add(purpose: KeyPurpose): void {
  const { active, byId } = keyring()[purpose];
  const id = Math.max(...byId.keys()) + 1;
  const key = randomBytes(32).toString('base64');
  const name = variables[purpose];
  const backup = readArchive(openDataDir())
    ? '\nThe WAL is archived, and no backup has this key: once the desk was restarted with it, run npm run backup. Those of before are restored to times before it alone.'
    : '';
  if (addKey(name, id, key)) {
    console.log(
      `Key ${id} is in secrets.json and will be the active one. Back secrets.json up, restart the desk, then: npm run rotate-key${backup}`,
    );
    return;
  }
  // A code that is written with a key is not found by a process that does not know it.
  const steps =
    purpose === 'encryption'
      ? `Put this in front of ${name}S, keep key ${active.id} behind it, and restart every process:\n\n  ${id}:${key}`
      : `Put this behind key ${active.id} in ${name}S and restart every process:\n\n  ${id}:${key}\n\n` +
        'Then put it in front, keep the other behind it, and restart every process again.';
  console.log(`${steps}\n\nThen: npm run rotate-key${backup}`);
}

async function rotate(): Promise<void> {
  const db = getDatabase();
  await assertRegistered(db);
  const unreadable: { name: string; id: number }[] = [];
  for (const column of columns) {
    const all = await countOfOtherKeys(db, column);
    const say = (done: number) => process.stdout.write(`\r  ${column.name}: ${done} of ${all}`);
    const result = await reEncrypt(db, column, say);
    say(result.done);
    process.stdout.write('\n');
    unreadable.push(...result.unreadable);
  }
  if (unreadable.length > 0) {
    console.table(unreadable.slice(0, 100));
    console.log(`${unreadable.length} rows could not be decrypted and stay as they are. No key was retired.`);
    process.exitCode = 1;
    return;
  }
  const left = await Promise.all(columns.map((column) => countOfOtherKeys(db, column)));
  if (left.some((count) => count > 0)) {
    console.log(
      'A process that does not have these keys as the active ones writes rows. Restart it, then run this again.',
    );
    process.exitCode = 1;
    return;
  }
  const kept = await countKeptFiles(db);
  if (kept > 0) {
    console.log(
      `${kept} pieces of files are under an earlier key, for two days at most. Run this again then to retire it.`,
    );
    return;
  }
  const { encryption, digest } = keyring();
  console.log(`Everything is encrypted with key ${encryption.active.id}, and found by digest key ${digest.active.id}.`);
  const now = new Date();
  sayRetired('encryption', await retireInactiveKeys(db, 'encryption', now));
  sayRetired('digest', await endDigests(db, now));
}

function sayRetired(purpose: KeyPurpose, ids: number[]): void {
  if (ids.length === 0) return;
  console.log(
    `Retired: ${purpose} key ${ids.join(', ')}. It can be removed from ${variables[purpose]}S${
      // A redemption that is repeated is compared with its first request, which has the earlier digest.
      purpose === 'digest' ? ' after a day, when no request of before is repeated any more' : ''
    }, and is still needed for older backups.`,
  );
}

try {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { add: flag, 'add-digest': flag } });
  await runCommand(async () => {
    if (values.add) add('encryption');
    if (values['add-digest']) add('digest');
    if (!values.add && !values['add-digest']) await rotate();
  });
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
  process.exitCode = 1;
}
