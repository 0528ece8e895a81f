'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Mail, MessageSquareText, RotateCw, ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, IconButton } from '@/components/button';
import { SkeletonBar } from '@/components/skeleton';
import { useHeldDuringPress } from '@/components/use-held-during-press';
import { whenNeeded } from '@/components/when-needed';
import { isContact } from '@/lib/core/erased-contact';
import { MessageStateBadge } from './message-state';
import { type RevealRule, readMessages, recipientOf, type SaleMessage } from './read-messages';

const AddContactDialog = whenNeeded(() => import('./add-contact-dialog').then((module) => module.AddContactDialog));
const ReadMessageDialog = whenNeeded(() => import('./read-message-dialog').then((module) => module.ReadMessageDialog));
const ResendDialog = whenNeeded(() => import('./resend-dialog').then((module) => module.ResendDialog));

type SaleMessagesProps = {
  saleId: number;
  /** A contact was given, so that there is at least one. */
  isExpecting: boolean;
  /** Allowed to read their text and to send them again. */
  canAct?: boolean;
  /** What the person must do to send the PIN to a contact that the sale does not have yet. */
  reveal?: RevealRule;
};

/** A sale's messages and how far they are, followed while one is on its way. */
export function SaleMessages({ saleId, isExpecting, canAct = true, reveal = 'own' }: SaleMessagesProps) {
  const t = useTranslations('deliveries');
  const queryClient = useQueryClient();
  const queryKey = ['sales', saleId, 'messages'];
  const query = useQuery({
    queryKey,
    queryFn: () => readMessages(saleId),
    enabled: isExpecting,
    refetchInterval: ({ state }) => pauseUntilNext(state.data?.rows ?? []),
  });
  const data = useHeldDuringPress(query.data);
  const [dialog, setDialog] = useState<{ kind: 'read' | 'resend' | 'correct'; message: SaleMessage } | null>(null);
  const [isAdding, setAdding] = useState(false);
  // Messages are kept for fewer days than the contacts that they went to.
  const isGone = data?.rows.length === 0;
  const hasContact = isContact(data?.phone) || isContact(data?.email);

  return (
    <section aria-labelledby="sale-messages" className="card no-print">
      <h2 id="sale-messages" className="px-5 pt-4 font-semibold">
        {t('title')}
      </h2>
      {isGone || !isExpecting ? (
        <div className="flex flex-col items-start gap-3 px-5 pt-1 pb-4">
          <p className="text-pretty text-muted">{t(isGone ? 'gone' : 'empty')}</p>
          {canAct && (reveal !== 'forbidden' || hasContact) && (
            <Button onPress={() => setAdding(true)}>{t(hasContact ? 'add.again' : 'add.open')}</Button>
          )}
        </div>
      ) : (
        <ul className="mt-2 divide-y divide-separator" aria-live="polite">
          {data?.rows.map((message) => (
            <li key={message.id} className="flex items-start gap-3 px-5 py-3">
              <span aria-hidden className="mt-0.5 text-muted [&>svg]:size-4">
                {message.channel === 'sms' ? <MessageSquareText /> : <Mail />}
              </span>
              <div className="min-w-0 flex-1">
                <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span className="min-w-0 wrap-anywhere">
                    {t('sentTo', { channel: message.channel, recipient: recipientOf(message) })}
                  </span>
                  <MessageStateBadge state={message.state} />
                </div>
                <MessageHint message={message} />
                {canAct && isUndeliverable(message) && data.reveal !== 'forbidden' && (
                  <Button size="sm" className="mt-2" onPress={() => setDialog({ kind: 'correct', message })}>
                    {t('correct')}
                  </Button>
                )}
              </div>
              {canAct && (
                <div className="flex shrink-0">
                  {data.reveal !== 'forbidden' && (
                    <IconButton
                      size="sm"
                      icon={<ScrollText />}
                      label={t('read')}
                      onPress={() => setDialog({ kind: 'read', message })}
                    />
                  )}
                  <IconButton
                    size="sm"
                    icon={<RotateCw />}
                    label={t('resend')}
                    onPress={() => setDialog({ kind: 'resend', message })}
                  />
                </div>
              )}
            </li>
          )) ?? (
            <li className="px-5 py-4">
              <SkeletonBar className="h-3 w-56" />
            </li>
          )}
        </ul>
      )}
      {isAdding && (
        <AddContactDialog saleId={saleId} reveal={reveal} contacts={data ?? null} onClose={() => setAdding(false)} />
      )}
      {data && dialog?.kind === 'read' && (
        <ReadMessageDialog message={dialog.message} reveal={data.reveal} onClose={() => setDialog(null)} />
      )}
      {data && dialog && dialog.kind !== 'read' && (
        <ResendDialog
          message={dialog.message}
          contact={dialog.message.channel === 'sms' ? data.phone : data.email}
          reveal={data.reveal}
          isCorrection={dialog.kind === 'correct'}
          onClose={() => setDialog(null)}
          onSent={() => void queryClient.invalidateQueries({ queryKey })}
        />
      )}
    </section>
  );
}

/** An email that this address will not get, however often it is sent. */
const isUndeliverable = ({ channel, state, error }: SaleMessage) =>
  channel === 'email' && (state === 'bounced' || error === 'suppressed' || error === 'receiver_invalid');

/** Soon while something is being sent; now and then while a mailbox may still refuse it. */
function pauseUntilNext(messages: SaleMessage[]): number | false {
  if (messages.some(({ state }) => state === 'queued')) return 2_000;
  const young = Date.now() - 10 * 60_000;
  const isOpen = ({ channel, state, updatedAt }: SaleMessage) =>
    channel === 'email' && state === 'sent' && new Date(updatedAt).getTime() > young;
  return messages.some(isOpen) ? 10_000 : false;
}

/** What its state means, and for a failure also why, in words. */
function MessageHint({ message: { channel, state, attempts, error } }: { message: SaleMessage }) {
  const t = useTranslations('deliveries');
  const hint = state === 'queued' && attempts > 0 ? 'retrying' : state;
  return (
    <p className="mt-0.5 text-13 text-muted text-pretty">
      {t(`stateHint.${hint}`, { channel })} {error && t(`error.${error}`)}
    </p>
  );
}
