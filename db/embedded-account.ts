import { execFileSync, spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';

/** How to start a Postgres program: Postgres refuses to run as root, so root hands it to another account. */
export type Account = {
  uid?: number;
  gid?: number;
  /** The command line that starts `program`, and the ids that Node's spawn switches to. */
  command: (program: string, args: string[]) => { file: string; args: string[]; ids: { uid?: number; gid?: number } };
};

const accountName = 'postgres';

/**
 * The account that Postgres runs under, able to enter `directory` and to run `program`.
 * @throws when root cannot find, create or use one; the message says what to do.
 */
export async function findAccount(directory: string, program: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { command: (file, args) => ({ file, args, ids: {} }) };
  const ids = await ownerOf(directory).then((owner) => owner ?? accountIds() ?? createAccount());
  const plain: Account = { ...ids, command: (file, args) => ({ file, args, ids }) };
  if (canReach(plain, directory, program)) return plain;
  for (const capability of ['dac_read_search', 'dac_override']) {
    const raised = withCapability(ids, capability);
    if (canReach(raised, directory, program)) return raised;
  }
  throw new Error(
    `Postgres does not run as root, and the account "${accountName}" cannot enter ${directory} or the folder of ${program}.\n` +
      'Do one of these: let others pass through the folders above (chmod o+x), put the project and DATA_DIR elsewhere ' +
      '(for example under /srv), run this as an ordinary user, or set DATABASE_URL to a Postgres of your own.',
  );
}

/** A cluster keeps its owner: Postgres runs under no other account. */
async function ownerOf(directory: string): Promise<{ uid: number; gid: number } | undefined> {
  const found = await stat(`${directory}/PG_VERSION`).catch(() => undefined);
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

function accountIds(): { uid: number; gid: number } | undefined {
  const uid = spawnSync('id', ['-u', accountName], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', accountName], { encoding: 'utf8' });
  if (uid.status !== 0 || gid.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function createAccount(): { uid: number; gid: number } {
  const options = { stdio: 'pipe', encoding: 'utf8' } as const;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', accountName], options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Postgres does not run as root and the account "${accountName}" could not be created (${reason}).\n` +
        'Create it, run this as an ordinary user, or set DATABASE_URL to a Postgres of your own.',
    );
  }
  const ids = accountIds();
  if (!ids) throw new Error(`The account "${accountName}" was created and cannot be found.`);
  return ids;
}

/**
 * The same account with one right of root's, to walk through folders such as /root that let nobody else pass.
 * Without `no_setuid_fixup` the kernel ignores that right in access(2), which Postgres asks.
 */
function withCapability(ids: { uid: number; gid: number }, capability: string): Account {
  const prefix = [
    '--securebits=+no_setuid_fixup',
    `--reuid=${ids.uid}`,
    `--regid=${ids.gid}`,
    '--clear-groups',
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
    '--',
  ];
  return { ...ids, command: (file, args) => ({ file: 'setpriv', args: [...prefix, file, ...args], ids: {} }) };
}

function canReach(account: Account, directory: string, program: string): boolean {
  const probe = account.command('/bin/sh', ['-c', 'cd "$1" && "$2" --version', 'probe', directory, program]);
  return spawnSync(probe.file, probe.args, { ...probe.ids, cwd: '/', stdio: 'ignore' }).status === 0;
}
