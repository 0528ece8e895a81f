import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { env } from '@/lib/core/env';
import { logger } from '@/lib/core/logger';
import type { SignedHead } from './chain-hash';

const line = z.object({
  ...{ at: z.string(), day: z.string(), position: z.number(), hash: z.string(), closedId: z.number() },
  ...{ markId: z.number(), markXid: z.string(), keyId: z.number(), signature: z.string() },
});

/** The heads that were kept outside of the database, one a day, the oldest first. @throws when the file is not readable */
export async function readHeadFile(file: string): Promise<SignedHead[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => line.parse(JSON.parse(one)));
}

/** Keeps a head in AUDIT_HEAD_FILE, the last one of each day. What goes wrong there is no reason to chain nothing. */
export async function keepHead(head: SignedHead): Promise<void> {
  const file = env().AUDIT_HEAD_FILE;
  if (!file) return;
  try {
    const kept = await readHeadFile(file);
    const last = kept.at(-1);
    if (last && last.position >= head.position && last.closedId >= head.closedId) return;
    const others = last?.day === head.day ? kept.slice(0, -1) : kept;
    const draft = `${file}.new`;
    await writeFile(draft, [...others, head].map((one) => `${JSON.stringify(one)}\n`).join(''), { mode: 0o600 });
    await rename(draft, file);
  } catch (error) {
    logger.error({ err: error, file }, 'the head of the audit chain was not kept in its file');
  }
}
