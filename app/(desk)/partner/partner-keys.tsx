'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { ListCard, ListRows, NothingYet } from '@/components/list-card';
import { whenNeeded } from '@/components/when-needed';
import type { IntegratorKeySummary } from '@/lib/domain/access/integrators/list-integrators';
import { KeyRow } from '../integrators/[id]/key-about';
import type { KeyDialog } from '../integrators/key-dialogs';
import { replaceOwnKeyAction } from './actions';

const ReplaceKeyDialog = whenNeeded(() =>
  import('../integrators/[id]/key-care-dialogs').then((module) => module.ReplaceKeyDialog),
);
const RenameKeyDialog = whenNeeded(() => import('./rename-key-dialog').then((module) => module.RenameKeyDialog));
const KeyDialogs = whenNeeded(() => import('../integrators/key-dialogs').then((module) => module.KeyDialogs));

type Opened = { dialog: 'rename' | 'replace'; key: IntegratorKeySummary };

/** The keys of a partner's own company: they name them, and replace those that an admin lets them. */
export function PartnerKeys({ keys, onChanged }: { keys: IntegratorKeySummary[]; onChanged: () => void }) {
  const t = useTranslations('partner.keys');
  const [open, setOpen] = useState<Opened | null>(null);
  const [made, setMade] = useState<KeyDialog | null>(null);
  const shown = keys.filter(({ state }) => state !== 'revoked').toReversed();
  return (
    <ListCard title={t('title')}>
      {shown.length === 0 ? (
        <NothingYet>{t('none')}</NothingYet>
      ) : (
        <ListRows>
          {shown.map((key) => (
            <KeyRow key={key.id} apiKey={key}>
              <Button
                size="sm"
                aria-label={t('renameName', { prefix: key.prefix })}
                onPress={() => setOpen({ dialog: 'rename', key })}
              >
                {t('rename')}
              </Button>
              {key.partnerReplaces && !key.replaced && key.state === 'active' && (
                <Button
                  size="sm"
                  aria-label={t('replaceName', { prefix: key.prefix })}
                  onPress={() => setOpen({ dialog: 'replace', key })}
                >
                  {t('replace')}
                </Button>
              )}
            </KeyRow>
          ))}
        </ListRows>
      )}
      <p className="border-t border-separator px-4 py-3 text-13 text-muted text-pretty">{t('fixed')}</p>
      {open?.dialog === 'rename' && (
        <RenameKeyDialog apiKey={open.key} onClose={() => setOpen(null)} onDone={onChanged} />
      )}
      {open?.dialog === 'replace' && (
        <ReplaceKeyDialog
          apiKey={open.key}
          replace={replaceOwnKeyAction}
          onClose={() => setOpen(null)}
          onMade={(key) => {
            onChanged();
            // A publishable one is in the list.
            if (open.key.publishableKey === null) {
              setMade({ kind: 'made', name: open.key.name || open.key.prefix, key });
            }
          }}
        />
      )}
      <KeyDialogs dialog={made} onChange={setMade} onMade={onChanged} />
    </ListCard>
  );
}
