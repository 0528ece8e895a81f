import type { Filters } from '@/lib/core/entities/filter';

/** What the list is narrowed by, in the order of its menus. */
export const activityFilters = {
  /** `user:3`, `key:5` or `system`. */
  actor: { kind: 'text', pattern: /^((user|key):[1-9]\d{0,14}|system)$/ },
  subjectKind: { kind: 'text', pattern: /^[a-z_]{1,40}$/, label: 'subject' },
  subjectId: { kind: 'id', label: 'subject' },
} as const satisfies Filters;
