import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/status-badge';
import type { EndpointState } from '@/lib/platform/webhooks/schemas';

const tones: Record<EndpointState, Tone> = {
  active: 'green',
  failing: 'amber',
  flagged: 'red',
  disabled: 'grey',
  gone: 'red',
  deleted: 'grey',
};

export function EndpointStateBadge({ state }: { state: EndpointState }) {
  const t = useTranslations('webhooks.state');
  return <StatusBadge tone={tones[state]}>{t(state)}</StatusBadge>;
}
