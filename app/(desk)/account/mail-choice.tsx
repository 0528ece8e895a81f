'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { toastError, toastSuccess } from '@/components/toasts';
import type { OwnMails } from '@/lib/domain/access/team/own-mails';
import { setKeyMailsAction, setPauseMailsAction, setWebhookMailsAction } from './actions';

const actions = { keyMails: setKeyMailsAction, pauseMails: setPauseMailsAction, webhookMails: setWebhookMailsAction };

/** Whether this person is mailed about something that somebody should look at. */
export function MailChoice({ mails, wanted }: { mails: OwnMails; wanted: boolean }) {
  const t = useTranslations(`account.${mails}`);
  const router = useRouter();
  const { mutate, isPending } = useAction(actions[mails], {
    onSuccess: (result) => {
      if (!result.ok) return toastError(result.message);
      toastSuccess(t('done'));
      router.refresh();
    },
    onError: () => toastError(t('failed')),
  });
  return (
    <section aria-label={t('title')} className="card flex flex-wrap items-start justify-between gap-3 p-5">
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="text-base font-semibold">{t('title')}</h2>
        <p className="mt-0.5 text-13 text-muted text-pretty">{t('description')}</p>
        <p className="mt-2">{t(wanted ? 'on' : 'off')}</p>
      </div>
      <Button size="sm" onPress={() => mutate({ wanted: !wanted })} isPending={isPending}>
        {t(wanted ? 'stop' : 'start')}
      </Button>
    </section>
  );
}
