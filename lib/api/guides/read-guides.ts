import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describeMagicValues } from '@/lib/platform/test-mode/magic-values';

/** The guides for integrators, in the order in which they are read; each is a file of docs/guides. */
export const guideSlugs = [
  'quick-start',
  'errors',
  'idempotency',
  'webhooks',
  'events',
  'paging',
  'limits',
  'publishable-keys',
  'test-mode',
  'going-live',
  'changelog',
  'deprecation',
] as const;

/** Its markdown, from the heading on. */
export type Guide = { slug: string; title: string; text: string };

let read: Guide[] | undefined;

/** Every guide, read once in a process. @throws when a file does not begin with its heading */
export function readGuides(): Guide[] {
  read ??= guideSlugs.map((slug) => {
    const text = readFileSync(path.join(process.cwd(), 'docs', 'guides', `${slug}.md`), 'utf8');
    const title = /^# (.+)\n/.exec(text)?.[1];
    if (!title) throw new Error(`docs/guides/${slug}.md does not begin with a heading.`);
    return { slug, title, text: text.replace('<!-- magic values -->', describeMagicValues) };
  });
  return read;
}
