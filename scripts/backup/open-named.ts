import path from 'node:path';
import { readPassphrase } from './passphrase';
import { chooseBackup, planRecovery, type Recovery, readPoint } from './point-in-time';
import { type OpenedBackup, openBackup } from './restore';

export const namingOptions = {
  from: { type: 'string' },
  at: { type: 'string' },
  wal: { type: 'string' },
} as const;

type Named = { from?: string | undefined; at?: string | undefined; wal?: string | undefined };

/** The backup that the arguments of a command name, and the moment. @throws before anything is written */
export async function openNamed({ from, at, wal }: Named): Promise<{ backup: OpenedBackup; recovery?: Recovery }> {
  if (!from) throw new Error('--from is missing.');
  if (wal && !at) throw new Error('--wal goes with --at.');
  const absolute = (place: string) => path.resolve(process.env.INIT_CWD ?? '.', place);
  if (!at) return { backup: openBackup(absolute(from), await readPassphrase({ isNew: false })) };
  const point = readPoint(at);
  const folder = chooseBackup(absolute(from), point);
  const backup = openBackup(folder, await readPassphrase({ isNew: false }));
  return { backup, recovery: planRecovery(folder, backup.manifest, point, wal && absolute(wal)) };
}
