import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const segmentName = /^[0-9A-F]{24}$/;
/** Segments have 16 MiB; this many of them share the middle part of their name. */
const segmentsOfLog = 256;

/** The segments of an archive by name, with when each was archived. */
export function listSegments(folder: string): Map<string, Date> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.gz')) : [];
  const segments = names.map((name) => name.slice(0, -'.gz'.length)).filter((name) => segmentName.test(name));
  return new Map(segments.toSorted().map((name) => [name, statSync(path.join(folder, `${name}.gz`)).mtime]));
}

/** What there is without a gap from a segment on: its last one, and the missing one where others follow it. */
export function followSegments(there: ReadonlySet<string>, first: string): { last?: string; missing?: string } {
  const found: { last?: string } = {};
  let next = first;
  while (there.has(next)) {
    found.last = next;
    next = following(next);
  }
  const missed = next;
  return [...there].some((name) => name > missed) ? { ...found, missing: missed } : found;
}

function following(name: string): string {
  const [timeline, log, segment] = [name.slice(0, 8), name.slice(8, 16), name.slice(16)];
  const next = Number.parseInt(segment, 16) + 1;
  const isLast = next === segmentsOfLog;
  const hex = (number: number) => number.toString(16).toUpperCase().padStart(8, '0');
  return `${timeline}${isLast ? hex(Number.parseInt(log, 16) + 1) : log}${hex(isLast ? 0 : next)}`;
}
