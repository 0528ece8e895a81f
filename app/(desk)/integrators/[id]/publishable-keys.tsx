'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { toastSuccess } from '@/components/toasts';
import { whenNeeded } from '@/components/when-needed';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import { IntegratorKeys } from './integrator-keys';

const PublishableKeyDialog = whenNeeded(() =>
  import('./publishable-key-dialogs').then((module) => module.PublishableKeyDialog),
);

type PublishableKeysProps = { integrator: IntegratorSummary; canWrite: boolean; onChanged: () => void };

/** Keys that are in web pages. They are listed whole: everybody who opens such a page can read its key. */
export function PublishableKeys({ integrator: { id, keys }, canWrite, onChanged }: PublishableKeysProps) {
  const t = useTranslations('integrators.publishable');
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <IntegratorKeys
        title={t('title')}
        none={t('none')}
        aside={
          canWrite && (
            <Button size="sm" onPress={() => setIsAsking(true)}>
              {t('new')}
            </Button>
          )
        }
        keys={keys.filter(({ publishableKey }) => publishableKey !== null)}
        canWrite={canWrite}
        onChanged={onChanged}
        onMade={() => toastSuccess(t('replaced'))}
      />
      {isAsking && <PublishableKeyDialog integratorId={id} onClose={() => setIsAsking(false)} onDone={onChanged} />}
    </>
  );
}
