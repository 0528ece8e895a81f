'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { directories, directoryKinds } from '@/lib/core/entities/directory';

export const subjectKinds = [
  'coupon',
  'code',
  'product',
  'sale',
  'redemption',
  'integrator',
  'webhook',
  'user',
  'role',
  'saved_view',
  ...directoryKinds.map((kind) => directories[kind].singular),
  'settings',
];

export type ActivityWords = {
  action: (name: string) => string;
  subject: (kind: string) => string;
  /** The label of a value in an event's data: `productId` → `product`. */
  detail: (name: string) => string;
  /** One of the values that something can have, such as `once` of a duration; any other text as it is. */
  value: (name: string, value: string) => string;
};

/** `user_group.merged` → `user group merged`, `amountPaisa` → `amount`: a name without a text of its own is still readable. */
function asWords(name: string): string {
  const text = name.replace(/Paisa$/, '').replace(/([a-z])([A-Z])/g, '$1 $2');
  return text.replace(/[._]/g, ' ').toLowerCase();
}

function asTitle(name: string): string {
  const text = asWords(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function useActivityWords(): ActivityWords {
  const t = useTranslations('activity');
  return useMemo(() => {
    type Key = Parameters<typeof t.has>[0];
    const word = (key: string, otherwise: string) => (t.has(key as Key) ? t(key as Key) : otherwise);
    return {
      action: (name) => word(`actions.${name}`, asTitle(name)),
      subject: (kind) => word(`subjects.${kind}`, asTitle(kind)),
      detail: (name) => word(`details.${name}`, asWords(name)),
      value: (name, value) => (/^\w+$/.test(value) ? word(`values.${name}.${value}`, value) : value),
    };
  }, [t]);
}
