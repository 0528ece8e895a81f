import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Manifest, readManifest } from './manifest';
import { listBackups } from './point-in-time';
import { listSegments } from './wal-segments';

export type Pruned = { backups: number; segments: number };

/** Keeps the newest `keep` backups of a folder, and the WAL that one of them can be brought on with. */
export function pruneBackups(parent: string, keep: number): Pruned {
  const all = listBackups(parent);
  const old = all.slice(0, -keep);
  for (const name of old) {
    // Under a name that nobody takes for a backup first: a removal can be cut short.
    const gone = path.join(parent, `${name}.partial`);
    renameSync(path.join(parent, name), gone);
    rmSync(gone, { recursive: true, force: true });
  }
  const kept = all.slice(-keep).map((name) => readManifest(path.join(parent, name)).manifest);
  return { backups: old.length, segments: kept.length > 0 ? pruneSegments(path.join(parent, 'wal'), kept) : 0 };
}

function pruneSegments(archives: string, kept: Manifest[]): number {
  const oldest = new Date(kept[0]?.madeAt ?? 0);
  let pruned = 0;
  for (const id of existsSync(archives) ? readdirSync(archives) : []) {
    const folder = path.join(archives, id);
    const first = kept.find(({ archive }) => archive?.id === id)?.archive?.firstSegment;
    for (const [name, archivedAt] of listSegments(folder)) {
      // Of another database, whose backups are not here: what is older than every backup.
      if (first ? name >= first : archivedAt >= oldest) continue;
      rmSync(path.join(folder, `${name}.gz`), { force: true });
      pruned += 1;
    }
  }
  return pruned;
}
