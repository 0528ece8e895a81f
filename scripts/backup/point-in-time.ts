import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { segmentsOf } from '@/db/wal-archive';
import { type Manifest, manifestName, readManifest } from './manifest';
import { followSegments, listSegments } from './wal-segments';

/** A moment, or the last one that the archive has. */
export type PointInTime = Date | 'latest';

export type Recovery = { at: PointInTime /** The folder of its segments. */; segments: string; range: Range };

/** What can be restored from a backup with its archive. */
export type Range = { from: Date /** Nothing later is archived; the last transaction can be earlier. */; until: Date };

/** `2026-11-29T02:30:00Z`, with an offset or `Z`, or `latest`. @throws for anything else: a time of no zone means another at each place */
export function readPoint(text: string): PointInTime {
  if (text === 'latest') return text;
  const at = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text) && !Number.isNaN(at.getTime()))
    return at;
  throw new Error('--at takes a time with its zone, such as 2026-11-29T02:30:00Z, or latest.');
}

/**
 * The backup that a moment is restored from: `folder` itself, or of those in it the newest that had ended by then.
 * @throws when there is none, naming the range that is possible
 */
export function chooseBackup(folder: string, at: PointInTime): string {
  if (existsSync(path.join(folder, manifestName))) return folder;
  const places = listBackups(folder).map((name) => path.join(folder, name));
  const archived = places.filter((place) => readManifest(place).manifest.archive !== undefined);
  const first = archived[0];
  if (first === undefined) {
    throw new Error(
      `In ${folder} is no backup of a database that archives its WAL (WAL_ARCHIVE). Nothing was changed.`,
    );
  }
  const fit = archived.filter((place) => at === 'latest' || endOf(place) <= at);
  const chosen = fit.at(-1);
  if (chosen) return chosen;
  throw outside(at, rangeOf(readManifest(first).manifest, first).range);
}

/** Whole backups of a folder by name, the oldest first. */
export function listBackups(folder: string): string[] {
  const entries = existsSync(folder) ? readdirSync(folder) : [];
  return entries
    .filter((name) => /^coupon-desk-\w+$/.test(name) && existsSync(path.join(folder, name, manifestName)))
    .sort();
}

/**
 * How a backup is brought to a moment. @param segments the folder of its WAL, where it is not next to the backup
 * @throws before anything is written: no archive, a gap in it, or a moment that it cannot reach
 */
export function planRecovery(folder: string, manifest: Manifest, at: PointInTime, segments?: string): Recovery {
  const { range, place, missing } = rangeOf(manifest, folder, segments);
  if (at !== 'latest' && (at < range.from || at > range.until)) throw outside(at, range, missing);
  if (at === 'latest' && missing) {
    throw new Error(
      `The archive lacks the segment ${missing}. ${inWords(range)} Choose a time in it with --at. Nothing was changed.`,
    );
  }
  return { at, segments: place, range };
}

/** @throws in words where the archive ended before the moment: only Postgres knows when its last transaction was */
export function explainRecovery(failure: string, { at, range }: Recovery): Error {
  const last = /last completed transaction was at log time ([\d-]+) ([\d:.]+)\+00/.exec(failure);
  if (!/recovery ended before configured recovery target/.test(failure)) {
    return new Error(`The database could not be brought to that time. Nothing was changed.\n${failure}`);
  }
  const until = last ? new Date(`${last[1]}T${last[2]}Z`) : range.from;
  return outside(at, { from: range.from, until });
}

const endOf = (folder: string) => new Date(readManifest(folder).manifest.archive?.endedAt ?? 0);

function rangeOf(manifest: Manifest, folder: string, segments?: string) {
  const { archive } = manifest;
  if (!archive) {
    throw new Error(
      'This backup is of a database whose WAL was not archived (WAL_ARCHIVE): it can be restored as it was, without --at. Nothing was changed.',
    );
  }
  const place = segments ?? segmentsOf(path.dirname(folder), archive.id);
  const archived = listSegments(place);
  const own = manifest.files.map(({ path: name }) => path.basename(name, '.gz'));
  const { last, missing } = followSegments(
    new Set([...archived.keys(), ...own.filter((name) => /^[0-9A-F]{24}$/.test(name))]),
    archive.firstSegment,
  );
  const from = new Date(archive.endedAt);
  const until = last ? (archived.get(last) ?? from) : from;
  if (archived.size === 0) {
    throw new Error(`There is no WAL in ${place}. Give its folder with --wal. Nothing was changed.`);
  }
  return { place, missing, range: { from, until: until > from ? until : from } };
}

function outside(at: PointInTime, range: Range, missing?: string): Error {
  const asked = at === 'latest' ? 'the latest time' : at.toISOString();
  const gap = missing ? ` The archive lacks the segment ${missing}.` : '';
  return new Error(`${asked} cannot be restored.${gap} ${inWords(range)} Nothing was changed.`);
}

const inWords = ({ from, until }: Range) => `Possible is ${from.toISOString()} to ${until.toISOString()}.`;
