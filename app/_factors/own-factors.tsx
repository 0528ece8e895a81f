'use client';

import { KeyRound, LifeBuoy, Smartphone } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { refusalText } from '@/app/session/refusal-text';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { Instant } from '@/components/instant';
import { toastError } from '@/components/toasts';
import { whenNeeded } from '@/components/when-needed';
import type { FactorsSummary } from '@/lib/domain/access/factors/get-own-factors';
import { renewRecoveryCodesAction } from './actions';
import type { FactorDialog } from './factor-dialogs';
import { PasskeyList } from './passkey-list';

const FactorDialogs = whenNeeded(() => import('./factor-dialogs').then((module) => module.FactorDialogs));

type OwnFactorsProps = {
  factors: FactorsSummary;
  /** Nothing can be taken away here: a factor is being set up because there has to be one. */
  isSetUp?: boolean;
};

/** The second factors of the person who is signed in, and the dialogs that change them. */
export function OwnFactors({ factors, isSetUp = false }: OwnFactorsProps) {
  const t = useTranslations('factors');
  const router = useRouter();
  const [dialog, setDialog] = useState<FactorDialog | null>(null);
  const hasAny = factors.totpSince !== null || factors.passkeys.length > 0;
  const renew = useAction(renewRecoveryCodesAction, {
    gcTime: 0,
    onSuccess: (result) => {
      if (result.ok) setDialog({ kind: 'codes', codes: result.value.recoveryCodes });
      else toastError(refusalText(result));
    },
    onError: () => toastError(t('failed')),
  });
  /** Codes that are shown once are read before the page changes, which could lead to another one. */
  const done = (codes: string[] | null = null) => {
    if (codes) return setDialog({ kind: 'codes', codes });
    setDialog(null);
    router.refresh();
  };

  return (
    <section aria-label={t('title')} className="card overflow-hidden">
      <div className="p-5">
        <h2 className="text-base font-semibold">{t('title')}</h2>
        <p className="mt-0.5 max-w-prose text-13 text-muted text-pretty">{t('description')}</p>
      </div>
      <ul className="divide-y divide-separator border-t border-separator">
        <Row
          icon={<KeyRound />}
          title={t('passkeys.title')}
          text={factors.canAddPasskey ? t('passkeys.text') : t('passkeys.notHere')}
          buttons={
            factors.canAddPasskey && (
              <Button size="sm" onPress={() => setDialog({ kind: 'passkey' })}>
                {t('passkeys.add')}
              </Button>
            )
          }
        >
          <PasskeyList passkeys={factors.passkeys} canChange={!isSetUp} onAsk={setDialog} />
        </Row>
        <Row
          icon={<Smartphone />}
          title={t('totp.title')}
          text={
            factors.totpSince ? (
              <>
                {t('totp.since')} <Instant value={factors.totpSince} />
              </>
            ) : (
              t('totp.text')
            )
          }
          buttons={
            <>
              <Button size="sm" onPress={() => setDialog({ kind: 'totp' })}>
                {t(factors.totpSince ? 'totp.replace' : 'totp.setUp')}
              </Button>
              {factors.totpSince && !isSetUp && (
                <Button size="sm" onPress={() => setDialog({ kind: 'remove-totp' })}>
                  {t('totp.remove')}
                </Button>
              )}
            </>
          }
        />
        {hasAny && (
          <Row
            icon={<LifeBuoy />}
            title={t('codes.title')}
            text={t('codes.left', { count: factors.recoveryCodesLeft })}
            buttons={
              <Button size="sm" onPress={() => renew.mutate({})} isPending={renew.isPending}>
                {t('codes.renew')}
              </Button>
            }
          />
        )}
      </ul>
      <FactorDialogs dialog={dialog} onDone={done} onClose={() => setDialog(null)} />
    </section>
  );
}

type RowProps = { icon: ReactNode; title: string; text: ReactNode; buttons: ReactNode; children?: ReactNode };

function Row({ icon, title, text, buttons, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 px-5 py-4">
      <span aria-hidden className="mt-0.5 text-muted [&>svg]:size-5">
        {icon}
      </span>
      <div className="min-w-48 flex-1">
        <h3 className="font-medium">{title}</h3>
        <p className="text-13 text-muted text-pretty">{text}</p>
      </div>
      <div className="flex flex-wrap gap-2">{buttons}</div>
      {children}
    </li>
  );
}
