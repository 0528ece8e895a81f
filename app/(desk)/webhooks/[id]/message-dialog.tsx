'use client';

import { type QueryKey, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/copy-button';
import { Dialog } from '@/components/dialog';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { SkeletonBar, SkeletonGroup } from '@/components/skeleton';
import { ReadFailed } from '../../read-failed';
import { type DeliveryDetails, deliveryQuery } from '../webhook-queries';
import { DeliveryAnswer, DeliveryStateBadge } from './delivery-state';

type DeliveryQuery = { queryKey: QueryKey; queryFn: () => Promise<DeliveryDetails> };
type QueryOf = (id: number) => DeliveryQuery;

type MessageDialogProps = { id: number | null; queryOf?: QueryOf; onClose: () => void };

/** One message: what is sent, and how its receiver answered. */
export function MessageDialog({ id, queryOf = deliveryQuery, onClose }: MessageDialogProps) {
  const t = useTranslations('webhooks.message');
  return (
    <Dialog title={t('title')} size="lg" isOpen={id !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {id !== null && <Message id={id} queryOf={queryOf} />}
    </Dialog>
  );
}

function Message({ id, queryOf }: { id: number; queryOf: QueryOf }) {
  const t = useTranslations('webhooks');
  const { data, error, refetch } = useQuery<DeliveryDetails>(queryOf(id));
  if (error) {
    return <ReadFailed error={error} onRetry={() => void refetch()} />;
  }
  if (!data) {
    return (
      <SkeletonGroup className="flex flex-col gap-3">
        <SkeletonBar className="h-3 w-1/2" />
        <SkeletonBar className="h-40 w-full" />
      </SkeletonGroup>
    );
  }
  const { body, lastResponse, lastAttemptAt } = data;
  const took = data.lastDurationMs === null ? '' : t('deliveries.milliseconds', { ms: data.lastDurationMs });
  return (
    <div className="flex flex-col gap-5">
      <Facts
        facts={[
          { label: t('deliveries.state'), value: <DeliveryStateBadge delivery={data} /> },
          { label: t('deliveries.answer'), value: <DeliveryAnswer delivery={data} /> },
          { label: t('deliveries.attempts'), value: data.attempts },
          ...(lastAttemptAt
            ? [
                {
                  label: t('message.last'),
                  value: (
                    <>
                      <Instant value={lastAttemptAt} exact /> <span className="text-muted">{took}</span>
                    </>
                  ),
                },
              ]
            : []),
          {
            label: t('message.id'),
            value: <span className="font-mono text-xs wrap-anywhere">{data.eventId}</span>,
          },
        ]}
      />
      <section>
        <div className="flex items-center justify-between gap-2">
          <h3 className="font-medium">{t('message.body')}</h3>
          <CopyButton value={body} label={t('message.copyBody')} />
        </div>
        <Block label={t('message.body')} text={JSON.stringify(JSON.parse(body), null, 2)} />
      </section>
      <section>
        <h3 className="font-medium">{t('message.response')}</h3>
        {lastResponse ? (
          <Block label={t('message.response')} text={lastResponse} />
        ) : (
          <p className="mt-1 text-muted">{t(lastResponse === null ? 'message.noResponse' : 'message.emptyResponse')}</p>
        )}
      </section>
    </div>
  );
}

function Block({ label, text }: { label: string; text: string }) {
  return (
    <section aria-label={label} className="mt-1 rounded-lg bg-surface-secondary p-3">
      <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">{text}</pre>
    </section>
  );
}
