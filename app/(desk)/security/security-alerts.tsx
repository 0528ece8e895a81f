'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';
import { refusalText } from '@/app/session/refusal-text';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { toastError, toastSuccess } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import type { SecurityAlert } from '@/lib/domain/access/security/list-alerts';
import { acknowledgeAlertAction } from './actions';
import { useAlertWords } from './use-alert-words';

const queryKey = ['security', 'alerts'];

/** What nobody has looked at yet; nothing at all when there is none. */
export function SecurityAlerts({ initial }: { initial: SecurityAlert[] }) {
  const t = useTranslations('security.alerts');
  const words = useAlertWords();
  const client = useQueryClient();
  const { data } = useQuery<SecurityAlert[]>({
    queryKey,
    queryFn: () => read(deskClient.security.alerts.$get()),
    initialData: initial,
    refetchInterval: 60_000,
  });
  const { mutate, isPending, variables } = useAction(acknowledgeAlertAction, {
    onSuccess: (result) => {
      if (!result.ok) return toastError(refusalText(result));
      toastSuccess(t('seenDone'));
      void client.invalidateQueries({ queryKey });
    },
  });
  if (data.length === 0) return null;
  return (
    <section aria-label={t('title')} className="mb-6">
      <ul className="divide-y divide-warning/20 rounded-xl bg-warning-soft text-warning-soft-foreground">
        {data.map((alert) => (
          <li key={alert.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
            <ShieldAlert aria-hidden className="size-4 shrink-0" />
            <p className="min-w-0 flex-1 basis-60 text-pretty wrap-anywhere">
              {words(alert)} <Instant value={alert.at} />
            </p>
            <Link href={routes.securityAlert(alert.filter)} className="rounded-sm underline underline-offset-2">
              {t(alert.filter.coupon ? 'openCodes' : 'open')}
            </Link>
            <Button
              size="sm"
              aria-label={`${t('seen')}: ${words(alert)}`}
              isPending={isPending && variables?.id === alert.id}
              onPress={() => mutate({ id: alert.id })}
            >
              {t('seen')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
