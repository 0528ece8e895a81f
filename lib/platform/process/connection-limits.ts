import { readFileSync } from 'node:fs';

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** What one client can hold of the process, and for how long. */
export const connectionLimits = {
  /** Beyond it connections are refused and counted in the log, while the database and files still get descriptors. */
  connections: Math.min(8_192, Math.max(64, descriptorLimit() - 256)),
  /** Pages that are made at once; `server.ts` takes the number of the settings. */
  pages: 100,
  /** Where there are no more of them: a page after this time whose reader takes nothing of it is cut for the next one. */
  unreadMs: 10_000,
  headersMs: 15_000,
  /** A body of at most 1 MiB that takes longer is not on its way. */
  bodyMs: 30_000,
  /** An upload of 64 MiB over a slow connection is the longest request there is. */
  uploadMs: 300_000,
  /** Longer than the slowest answer, which waits for Khalti. */
  silentMs: 120_000,
  checkEveryMs: 5_000,
};

/** How many descriptors the process may have; Node raises the soft limit to the hard one. No limit where it is not known. */
function descriptorLimit(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

const uploads = /^\/api\/desk\/uploads\//;

/**
 * The largest body a request is taken in with. What the API reads of other bodies it bounds itself, once it knows who
 * sends them, and refuses in the words of each contract.
 */
export function bodyRuleOf(
  lane: 'api' | 'pages',
  target: string | undefined,
  isKnown: boolean,
): { bytes: number; isUpload: boolean } {
  if (lane === 'api') {
    const isUpload = uploads.test(target ?? '');
    return { bytes: isUpload ? 64 * mebibyte : Number.POSITIVE_INFINITY, isUpload };
  }
  // Next holds a form's body before any of our code runs, and strangers have nothing but the sign-in form to send.
  return { bytes: isKnown ? mebibyte : 64 * kibibyte, isUpload: false };
}
