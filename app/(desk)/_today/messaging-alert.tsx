'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { routes } from '@/lib/core/routes';
import type { MessageProvider } from '@/lib/domain/sales/deliveries/list-providers';

/** Says that customers get no messages, while that is so. */
export function MessagingAlert() {
  const t = useTranslations('messaging.alert');
  const reasons = useTranslations('deliveries.error');
  const { data = [] } = useQuery<MessageProvider[]>({
    queryKey: ['message-providers'],
    queryFn: () => read(deskClient.deliveries.providers.$get()),
    refetchInterval: 60_000,
  });
  return (
    <div role="status" className="flex flex-col gap-3 not-empty:mb-4">
      {data.map(
        ({ channel, failingSince, lastFailure, waiting }) =>
          failingSince &&
          lastFailure && (
            <div key={channel} className="flex gap-2 rounded-lg bg-danger-soft p-3 text-danger-soft-foreground">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              <p className="text-pretty">
                <span className="font-medium">
                  {t(`title.${channel}`)} {t('since')} <Instant value={failingSince} />.
                </span>{' '}
                {reasons(lastFailure)} {t('waiting', { count: waiting })}{' '}
                <Link href={routes.messageSettings()} className="font-medium underline">
                  {t('open')}
                </Link>
              </p>
            </div>
          ),
      )}
    </div>
  );
}
