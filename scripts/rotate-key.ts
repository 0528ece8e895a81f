import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { getDatabase } from '@/db/client';
import { countStagedUnderEarlierKeys, encryptedCodeColumns } from '@/lib/domain/coupons/codes/encrypted-columns';
import { encryptedSaleColumns } from '@/lib/domain/sales/pins/encrypted-columns';
import { keyring } from '@/lib/platform/keys/keyring';
import { reEncrypt } from '@/lib/platform/keys/re-encrypt';
import { retireInactiveKeys } from '@/lib/platform/keys/retire-keys';
import { encryptedSecretColumns } from '@/lib/platform/webhooks/encrypted-columns';
import { addEncryptionKey } from './data-dir';
import { runCommand } from './environment';

const usage = `Usage: npm run rotate-key -- --add     adds a new encryption key to secrets.json, or prints one to set
       npm run rotate-key             encrypts everything again with the active key, next to a running desk`;

const columns = [...encryptedCodeColumns, ...encryptedSaleColumns, ...encryptedSecretColumns];

/** A key that no process has loaded must not write yet: every process of the desk is restarted in between. */
function add(): void {
  const { active, byId } = keyring().encryption;
  const id = Math.max(...byId.keys()) + 1;
  const key = randomBytes(32).toString('base64');
  const isKept = addEncryptionKey(id, key);
  console.log(
    isKept
      ? `Key ${id} is in secrets.json and will be the active one. Back secrets.json up, restart the desk, then: npm run rotate-key`
      : `Put this in front of SEALING_KEYS, keep key ${active.id} behind it, and restart every process:\n\n  ${id}:${key}\n\nThen: npm run rotate-key`,
  );
}

async function rotate(): Promise<void> {
  const db = getDatabase();
  const { active } = keyring().encryption;
  const unreadable: { name: string; id: number }[] = [];
  for (const column of columns) {
    const result = await reEncrypt(db, column, (done) => process.stdout.write(`\r  ${column.name}: ${done}`));
    process.stdout.write(`\r  ${column.name}: ${result.done}\n`);
    unreadable.push(...result.unreadable);
  }
  if (unreadable.length > 0) {
    console.table(unreadable.slice(0, 100));
    console.log(`${unreadable.length} rows could not be decrypted and stay as they are. No key was retired.`);
    process.exitCode = 1;
    return;
  }
  const staged = await countStagedUnderEarlierKeys(db);
  if (staged > 0) {
    console.log(
      `${staged} rows of uploads wait under an earlier key, for a day at most. Run this again then to retire it.`,
    );
    return;
  }
  const retired = await retireInactiveKeys(db, new Date());
  console.log(`Everything is encrypted with key ${active.id}.`);
  if (retired.length > 0) {
    console.log(
      `Retired: key ${retired.join(', ')}. It can be removed from SEALING_KEYS, and is still needed for older backups.`,
    );
  }
}

try {
  const { values } = parseArgs({ options: { add: { type: 'boolean', default: false } } });
  await runCommand(async () => (values.add ? add() : rotate()));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
  process.exitCode = 1;
}
