'use client';

import { MonitorSmartphone } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ActionResult } from '@/app/session/action';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { Country } from '@/components/country';
import { Instant } from '@/components/instant';
import { StatusBadge } from '@/components/status-badge';
import { toastError, toastSuccess } from '@/components/toasts';
import { describeBrowser } from '@/lib/domain/access/team/describe-browser';
import type { SessionSummary } from '@/lib/domain/access/team/list-own-sessions';
import { endOtherSessionsAction, endOwnSessionAction } from './actions';

export function OwnSessions({ sessions }: { sessions: SessionSummary[] }) {
  const t = useTranslations('account.sessions');
  const router = useRouter();
  const after = {
    onSuccess: (result: ActionResult<{ ended: number }>) => {
      if (!result.ok) return toastError(result.message);
      toastSuccess(t('ended', { count: result.value.ended }));
      router.refresh();
    },
    onError: () => toastError(t('failed')),
  };
  const endOne = useAction(endOwnSessionAction, { ...after });
  const endOthers = useAction(endOtherSessionsAction, { ...after });

  return (
    <section aria-label={t('title')} className="card overflow-hidden">
      <div className="flex flex-wrap items-start justify-between gap-3 p-5">
        <div>
          <h2 className="text-base font-semibold">{t('title')}</h2>
          <p className="mt-0.5 text-13 text-muted">{t('description')}</p>
        </div>
        {sessions.length > 1 && (
          <Button size="sm" onPress={() => endOthers.mutate()} isPending={endOthers.isPending}>
            {t('endOthers')}
          </Button>
        )}
      </div>
      <ul className="divide-y divide-separator border-t border-separator">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            onEnd={() => endOne.mutate({ sessionId: session.id })}
            isEnding={endOne.isPending && endOne.variables?.sessionId === session.id}
          />
        ))}
      </ul>
    </section>
  );
}

type SessionRowProps = { session: SessionSummary; onEnd: () => void; isEnding: boolean };

function SessionRow({ session, onEnd, isEnding }: SessionRowProps) {
  const t = useTranslations('account.sessions');
  const { browser, system } = describeBrowser(session.userAgent);
  const name = browser && system ? t('browserOn', { browser, system }) : (browser ?? system ?? t('unknownBrowser'));
  return (
    <li className="flex items-center gap-4 px-5 py-3">
      <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {name}
          {session.isThis && <StatusBadge tone="green">{t('this')}</StatusBadge>}
        </p>
        <p className="text-13 text-muted">
          {t('lastSeen')} <Instant value={session.lastSeenAt} /> · {t('since')} <Instant value={session.createdAt} />
          {session.address && session.address !== 'unknown' && (
            <>
              {' '}
              · <span className="font-mono text-xs">{session.address}</span>
              {session.country && (
                <>
                  {' '}
                  <Country code={session.country} />
                </>
              )}
            </>
          )}
        </p>
      </div>
      {!session.isThis && (
        <Button size="sm" onPress={onEnd} isPending={isEnding} aria-label={t('endNamed', { browser: name })}>
          {t('end')}
        </Button>
      )}
    </li>
  );
}
