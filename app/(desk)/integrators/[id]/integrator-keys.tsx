'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { sent } from '@/app/session/offline';
import { Button } from '@/components/button';
import { ConfirmDialog } from '@/components/dialog';
import { ListCard, ListRows, NothingYet } from '@/components/list-card';
import { toastError, toastSuccess } from '@/components/toasts';
import { whenNeeded } from '@/components/when-needed';
import type { IntegratorKeySummary } from '@/lib/domain/access/integrators/list-integrators';
import { limitKeyAction, replaceKeyAction, revokeKeyAction } from '../actions';
import { KeyRow, reachesEveryCoupon } from './key-about';

const ChangeKeyDialog = whenNeeded(() => import('./key-care-dialogs').then((module) => module.ChangeKeyDialog));
const ChangePublishableKeyDialog = whenNeeded(() =>
  import('./publishable-key-dialogs').then((module) => module.ChangePublishableKeyDialog),
);
const ReplaceKeyDialog = whenNeeded(() => import('./key-care-dialogs').then((module) => module.ReplaceKeyDialog));

type IntegratorKeysProps = {
  title: string;
  none: string;
  aside?: ReactNode;
  keys: IntegratorKeySummary[];
  canWrite: boolean;
  onChanged: () => void;
  /** A key took the place of another one. */
  onMade: (key: string) => void;
};

/** Its secret keys, or its publishable ones. */
export function IntegratorKeys({ title, none, aside, keys, canWrite, onChanged, onMade }: IntegratorKeysProps) {
  const t = useTranslations('integrators.key');
  const [asked, setAsked] = useState<IntegratorKeySummary | null>(null);
  const [open, setOpen] = useState<{ dialog: 'change' | 'replace'; key: IntegratorKeySummary } | null>(null);
  const revoke = async ({ id, prefix }: IntegratorKeySummary) => {
    setAsked(null);
    const result = await sent(() => revokeKeyAction({ keyId: id })).catch(() => null);
    onChanged();
    if (result?.ok) toastSuccess(t('revoked', { prefix }));
    else toastError(t('failed'), result ? { description: result.message } : {});
  };
  const limit = async ({ id, prefix }: IntegratorKeySummary) => {
    const result = await sent(() => limitKeyAction({ keyId: id })).catch(() => null);
    onChanged();
    if (result?.ok) toastSuccess(t('limited', { prefix }), { description: t('limitedNote') });
    else toastError(t('limitFailed', { prefix }), result ? { description: result.message } : {});
  };
  const wide = keys.filter(reachesEveryCoupon);
  return (
    <ListCard title={title} aside={aside}>
      {wide.length > 0 && (
        <p className="border-b border-separator px-4 py-3 text-13 text-warning-soft-foreground text-pretty">
          {t('wide', { count: wide.length })}
        </p>
      )}
      {keys.length === 0 ? (
        <NothingYet>{none}</NothingYet>
      ) : (
        <ListRows>
          {keys.toReversed().map((key) => (
            <KeyRow key={key.id} apiKey={key}>
              {canWrite && key.state !== 'revoked' && (
                <>
                  <Button
                    size="sm"
                    aria-label={t('changeName', { prefix: key.prefix })}
                    onPress={() => setOpen({ dialog: 'change', key })}
                  >
                    {t('change')}
                  </Button>
                  {reachesEveryCoupon(key) && (
                    <Button
                      size="sm"
                      aria-label={t('limitName', { prefix: key.prefix })}
                      onPress={() => void limit(key)}
                    >
                      {t('limit')}
                    </Button>
                  )}
                  {!key.replaced && (
                    <Button
                      size="sm"
                      aria-label={t('replaceName', { prefix: key.prefix })}
                      onPress={() => setOpen({ dialog: 'replace', key })}
                    >
                      {t('replace')}
                    </Button>
                  )}
                  {key.state === 'active' && (
                    <Button
                      size="sm"
                      look="danger-quiet"
                      aria-label={t('revokeName', { prefix: key.prefix })}
                      onPress={() => setAsked(key)}
                    >
                      {t('revoke')}
                    </Button>
                  )}
                </>
              )}
            </KeyRow>
          ))}
        </ListRows>
      )}
      {open?.dialog === 'change' && open.key.publishableKey !== null && (
        <ChangePublishableKeyDialog apiKey={open.key} onClose={() => setOpen(null)} onDone={onChanged} />
      )}
      {open?.dialog === 'change' && open.key.publishableKey === null && (
        <ChangeKeyDialog apiKey={open.key} onClose={() => setOpen(null)} onDone={onChanged} />
      )}
      {open?.dialog === 'replace' && (
        <ReplaceKeyDialog
          apiKey={open.key}
          replace={replaceKeyAction}
          onClose={() => setOpen(null)}
          onMade={(key) => {
            onChanged();
            onMade(key);
          }}
        />
      )}
      <ConfirmDialog
        title={t('confirmTitle', { prefix: asked?.prefix ?? '' })}
        confirmLabel={t('revoke')}
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        onConfirm={() => asked && void revoke(asked)}
      >
        {t('confirmText')}
      </ConfirmDialog>
    </ListCard>
  );
}
