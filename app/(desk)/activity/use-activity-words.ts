'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';

export const subjectKinds = [
  'coupon',
  'code',
  'product',
  'sale',
  'redemption',
  'integrator',
  'webhook',
  'user',
  'user_group',
  'tvod_price',
  'settings',
] as const;

export type ActivityWords = { action: (name: string) => string; subject: (kind: string) => string };

/** `coupon.user_group_added` → `Coupon user group added`: what has no words of its own yet is still readable. */
function asWords(name: string): string {
  const text = name.replace(/[._]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function useActivityWords(): ActivityWords {
  const t = useTranslations('activity');
  return useMemo(() => {
    type Key = Parameters<typeof t.has>[0];
    const word = (key: string, name: string) => (t.has(key as Key) ? t(key as Key) : asWords(name));
    return {
      action: (name) => word(`actions.${name}`, name),
      subject: (kind) => word(`subjects.${kind}`, kind),
    };
  }, [t]);
}
