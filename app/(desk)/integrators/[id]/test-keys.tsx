'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { sent } from '@/app/session/offline';
import { Button } from '@/components/button';
import { ConfirmDialog } from '@/components/dialog';
import { ListCard, ListRows, NothingYet } from '@/components/list-card';
import { toastError, toastSuccess } from '@/components/toasts';
import { whenNeeded } from '@/components/when-needed';
import type { IntegratorKeySummary } from '@/lib/domain/access/integrators/list-integrators';
import { revokeTestKeyAction } from '../actions';
import { KeyRow } from './key-about';

const TestKeyDialog = whenNeeded(() => import('./test-key-dialog').then((module) => module.TestKeyDialog));

const PublishableTestKeyDialog = whenNeeded(() =>
  import('./publishable-key-dialogs').then((module) => module.PublishableTestKeyDialog),
);

type TestKeysProps = {
  integratorId: number;
  keys: IntegratorKeySummary[];
  canWrite: boolean;
  onChanged: () => void;
  onMade: (key: string) => void;
};

/** Keys of another database: they reach nothing that this desk shows. */
export function TestKeys({ integratorId, keys, canWrite, onChanged, onMade }: TestKeysProps) {
  const t = useTranslations('integrators.testKeys');
  const tKey = useTranslations('integrators.key');
  const tPublishable = useTranslations('integrators.publishable');
  const [asking, setAsking] = useState<'secret' | 'publishable' | null>(null);
  const [asked, setAsked] = useState<IntegratorKeySummary | null>(null);
  const revoke = async ({ id: keyId, prefix }: IntegratorKeySummary) => {
    setAsked(null);
    const result = await sent(() => revokeTestKeyAction({ integratorId, keyId })).catch(() => null);
    onChanged();
    if (result?.ok) toastSuccess(tKey('revoked', { prefix }));
    else toastError(tKey('failed'), result ? { description: result.message } : {});
  };
  const working = keys.filter(({ state }) => state === 'active').toReversed();
  return (
    <ListCard
      title={t('title')}
      aside={
        canWrite && (
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onPress={() => setAsking('publishable')}>
              {tPublishable('newTest')}
            </Button>
            <Button size="sm" onPress={() => setAsking('secret')}>
              {t('new')}
            </Button>
          </div>
        )
      }
    >
      {working.length === 0 ? (
        <NothingYet>{t('none')}</NothingYet>
      ) : (
        <ListRows>
          {working.map((key) => (
            <KeyRow key={key.id} apiKey={key}>
              {canWrite && (
                <Button
                  size="sm"
                  look="danger-quiet"
                  aria-label={tKey('revokeName', { prefix: key.prefix })}
                  onPress={() => setAsked(key)}
                >
                  {tKey('revoke')}
                </Button>
              )}
            </KeyRow>
          ))}
        </ListRows>
      )}
      {asking === 'publishable' && (
        <PublishableTestKeyDialog integratorId={integratorId} onClose={() => setAsking(null)} onDone={onChanged} />
      )}
      {asking === 'secret' && (
        <TestKeyDialog
          integratorId={integratorId}
          onClose={() => setAsking(null)}
          onMade={(key) => {
            onChanged();
            onMade(key);
          }}
        />
      )}
      <ConfirmDialog
        title={tKey('confirmTitle', { prefix: asked?.prefix ?? '' })}
        confirmLabel={tKey('revoke')}
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        onConfirm={() => asked && void revoke(asked)}
      >
        {t('confirmText')}
      </ConfirmDialog>
    </ListCard>
  );
}
