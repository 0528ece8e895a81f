import type { Filters } from '@/lib/core/entities/filter';
import { securityEventKinds } from '@/lib/platform/security/event-kinds';

/** What the list is narrowed by, in the order of its menus. */
export const securityFilters = {
  kind: { kind: 'choice', values: securityEventKinds, words: 'kinds' },
  /** `user:3`, `key:5` (also where they were only tried) or `stranger`. */
  actor: { kind: 'text', pattern: /^((user|key):[1-9]\d{0,14}|stranger)$/ },
} as const satisfies Filters;
