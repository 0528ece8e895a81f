import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

const shortest = 12;

/**
 * Of BACKUP_PASSPHRASE_FILE, of BACKUP_PASSPHRASE, or what is typed: twice for a new backup.
 * @throws when there is none, or for a new one when it is too short
 */
export async function readPassphrase({ isNew }: { isNew: boolean }): Promise<string> {
  const { BACKUP_PASSPHRASE_FILE: file, BACKUP_PASSPHRASE: given } = process.env;
  const passphrase = file ? readFileSync(file, 'utf8').replace(/\r?\n$/, '') : given || (await ask(isNew));
  if (isNew && passphrase.length < shortest) {
    throw new Error(`The passphrase has ${passphrase.length} characters; it has to have at least ${shortest}.`);
  }
  return passphrase;
}

async function ask(isNew: boolean): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new Error(
      'The keys of a backup are encrypted with a passphrase. Set BACKUP_PASSPHRASE_FILE to a file that holds it, or BACKUP_PASSPHRASE.',
    );
  }
  const first = await askOnce('Passphrase: ');
  if (isNew && (await askOnce('The same again: ')) !== first) throw new Error('The two passphrases are not the same.');
  return first;
}

/** What is typed is not shown. */
async function askOnce(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  process.stdout.write(question);
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stdout.write('\n');
  }
}
