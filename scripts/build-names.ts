import { createHash } from 'node:crypto';

/**
 * What `next build` makes up otherwise, from what the build is made of: hosts that build the same sources are one desk, whichever of
 * them a page came from. The key names actions of pages; what it encrypts is encrypted with another one where a desk runs (`pages.ts`).
 */
export function buildNames(sources: string): Record<'BUILD_ID' | 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY', string> {
  const hash = (what: string) => createHash('sha256').update(`${what}\0${sources}`);
  // Without the letters that blockers of ads look for in addresses.
  const id = hash('build').digest('hex').replaceAll('ad', 'ae').slice(0, 20);
  return { BUILD_ID: id, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: hash('actions').digest('base64') };
}
