'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { StatusBadge } from '@/components/status-badge';
import type { MessageProvider } from '@/lib/domain/sales/deliveries/list-providers';
import { TestEmail, TestSms } from './test-message';

type ProvidersProps = {
  initial: MessageProvider[];
  /** The address that tests go to; null for people who cannot send any. */
  testEmail: string | null;
};

const queryKey = ['message-providers'];

/** The state of SMS and email, and a test message for each. */
export function Providers({ initial, testEmail }: ProvidersProps) {
  const queryClient = useQueryClient();
  const { data } = useQuery<MessageProvider[]>({
    queryKey,
    queryFn: () => read(deskClient.deliveries.providers.$get()),
    initialData: initial,
    refetchInterval: 30_000,
  });
  const onTested = () => void queryClient.invalidateQueries({ queryKey });
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      {data.map((provider) => (
        <Provider key={provider.channel} provider={provider}>
          {testEmail !== null && provider.missing.length === 0 && (
            <div className="mt-4 border-t border-separator pt-4">
              {provider.channel === 'sms' ? (
                <TestSms onTested={onTested} />
              ) : (
                <TestEmail address={testEmail} onTested={onTested} />
              )}
            </div>
          )}
        </Provider>
      ))}
    </div>
  );
}

function Provider({ provider, children }: { provider: MessageProvider; children: React.ReactNode }) {
  const t = useTranslations('messaging.provider');
  const reasons = useTranslations('deliveries.error');
  const { channel, missing, lastSentAt, lastFailedAt, lastFailure, failingSince, waiting } = provider;
  const name = t(`name.${channel}`);
  const instantOr = (at: string | null) => (at ? <Instant value={at} /> : t('never'));
  return (
    <section aria-label={name} className="card p-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">{name}</h2>
        <ProviderBadge provider={provider} />
      </div>
      {missing.length > 0 ? (
        <p className="mt-2 text-muted text-pretty">
          {t.rich('missing', {
            count: missing.length,
            names: () =>
              missing.map((variable) => (
                <code key={variable} className="me-1.5 font-mono text-13">
                  {variable}
                </code>
              )),
          })}
        </p>
      ) : (
        <div className="mt-3">
          <Facts
            facts={[
              { label: t('lastSent'), value: instantOr(lastSentAt) },
              { label: t('lastFailed'), value: instantOr(lastFailedAt) },
              ...(lastFailure ? [{ label: t('why'), value: reasons(lastFailure) }] : []),
              ...(failingSince ? [{ label: t('failingSince'), value: <Instant value={failingSince} /> }] : []),
              { label: t('waiting'), value: t('waitingCount', { count: waiting }) },
            ]}
          />
        </div>
      )}
      {children}
    </section>
  );
}

function ProviderBadge({ provider }: { provider: MessageProvider }) {
  const t = useTranslations('messaging.provider.state');
  if (provider.missing.length > 0) return <StatusBadge tone="grey">{t('off')}</StatusBadge>;
  if (provider.failingSince) return <StatusBadge tone="red">{t('failing')}</StatusBadge>;
  if (provider.lastSentAt) return <StatusBadge tone="green">{t('working')}</StatusBadge>;
  return <StatusBadge tone="grey">{t('unused')}</StatusBadge>;
}
