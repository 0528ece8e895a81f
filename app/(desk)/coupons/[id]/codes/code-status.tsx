import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/status-badge';
import type { CodeStatus } from '@/lib/domain/coupons/codes/filters';

const tones: Record<CodeStatus, Tone> = {
  available: 'green',
  sold: 'accent',
  redeemed: 'grey',
  voided: 'grey',
  deleted: 'grey',
};

export function CodeStatusBadge({ status }: { status: CodeStatus }) {
  const t = useTranslations('codes.status');
  return <StatusBadge tone={tones[status]}>{t(status)}</StatusBadge>;
}
