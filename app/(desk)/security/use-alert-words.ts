'use client';

import { useTranslations } from 'next-intl';
import type { SecurityAlert } from '@/lib/domain/access/security/list-alerts';

/** An alert as a sentence. */
export function useAlertWords(): (alert: SecurityAlert) => string {
  const t = useTranslations('security.alerts');
  return ({ kind, subject, count }) => t(kind, { subject, count });
}
