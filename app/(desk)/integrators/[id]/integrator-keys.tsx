'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { ConfirmDialog } from '@/components/dialog';
import { Instant } from '@/components/instant';
import { ListCard, ListRows, NothingYet } from '@/components/list-card';
import { Mono } from '@/components/mono';
import { StatusBadge, type Tone } from '@/components/status-badge';
import { toastError, toastSuccess } from '@/components/toasts';
import type { IntegratorKeySummary } from '@/lib/domain/access/integrators/list-integrators';
import { limitKeyAction, revokeKeyAction } from '../actions';
import { isForCoupons } from '../key-limit-fields';
import { ChangeKeyDialog, ReplaceKeyDialog } from './key-care-dialogs';

const tones: Record<IntegratorKeySummary['state'], Tone> = { active: 'green', expired: 'red', revoked: 'grey' };

type IntegratorKeysProps = {
  keys: IntegratorKeySummary[];
  canWrite: boolean;
  onChanged: () => void;
  /** A key took the place of another one. */
  onMade: (key: string) => void;
};

export function IntegratorKeys({ keys, canWrite, onChanged, onMade }: IntegratorKeysProps) {
  const t = useTranslations('integrators.key');
  const tOne = useTranslations('integrators.one');
  const [asked, setAsked] = useState<IntegratorKeySummary | null>(null);
  const [open, setOpen] = useState<{ dialog: 'change' | 'replace'; key: IntegratorKeySummary } | null>(null);
  const revoke = async ({ id, prefix }: IntegratorKeySummary) => {
    setAsked(null);
    const result = await revokeKeyAction({ keyId: id }).catch(() => null);
    onChanged();
    if (result?.ok) toastSuccess(t('revoked', { prefix }));
    else toastError(t('failed'), result ? { description: result.message } : {});
  };
  const limit = async ({ id, prefix }: IntegratorKeySummary) => {
    const result = await limitKeyAction({ keyId: id }).catch(() => null);
    onChanged();
    if (result?.ok) toastSuccess(t('limited', { prefix }), { description: t('limitedNote') });
    else toastError(t('limitFailed', { prefix }), result ? { description: result.message } : {});
  };
  const wide = keys.filter(reachesEveryCoupon);
  return (
    <ListCard title={tOne('keys')}>
      {wide.length > 0 && (
        <p className="border-b border-separator px-4 py-3 text-13 text-warning-soft-foreground text-pretty">
          {t('wide', { count: wide.length })}
        </p>
      )}
      {keys.length === 0 ? (
        <NothingYet>{tOne('noKeys')}</NothingYet>
      ) : (
        <ListRows>
          {keys.toReversed().map((key) => (
            <li key={key.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <KeyAbout apiKey={key} />
              <StatusBadge tone={tones[key.state]}>{t(`states.${key.state}`)}</StatusBadge>
              {canWrite && key.state !== 'revoked' && (
                <div className="flex basis-full flex-wrap gap-2">
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
                </div>
              )}
            </li>
          ))}
        </ListRows>
      )}
      {open?.dialog === 'change' && (
        <ChangeKeyDialog apiKey={open.key} onClose={() => setOpen(null)} onDone={onChanged} />
      )}
      {open?.dialog === 'replace' && (
        <ReplaceKeyDialog
          apiKey={open.key}
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

const reachesEveryCoupon = ({ couponLimit, state, scopes }: IntegratorKeySummary) =>
  couponLimit === 'all' && state === 'active' && isForCoupons(scopes);

function KeyAbout({ apiKey }: { apiKey: IntegratorKeySummary }) {
  const t = useTranslations('integrators');
  const scopes = apiKey.scopes.map((scope) => t(`scope.${scope as 'nettv:sell'}`)).join(', ');
  return (
    <div className="min-w-0 flex-1 basis-48">
      <p>
        {apiKey.name && <span className="font-medium wrap-anywhere">{apiKey.name} </span>}
        <Mono>{apiKey.prefix}…</Mono>
      </p>
      <p className="text-13 text-muted">{scopes}</p>
      <p className="text-13 text-muted">
        {t('key.created')} <Instant value={apiKey.createdAt} /> ·{' '}
        {apiKey.lastUsedAt ? (
          <>
            {t('key.lastUsed')} <Instant value={apiKey.lastUsedAt} />
          </>
        ) : (
          t('key.neverUsed')
        )}
        {apiKey.expiresAt && (
          <>
            {' '}
            · {t(apiKey.state === 'expired' ? 'key.expired' : 'key.expires')}{' '}
            <Instant value={apiKey.expiresAt} exact end />
          </>
        )}
        {!apiKey.expiresAt && apiKey.state === 'active' && ` · ${t('key.noExpiry')}`}
      </p>
      {isForCoupons(apiKey.scopes) && (
        <p className={`text-13 ${reachesEveryCoupon(apiKey) ? 'text-warning-soft-foreground' : 'text-muted'}`}>
          {t(`key.${apiKey.couponLimit}Coupons`, { count: apiKey.coupons.length })}
        </p>
      )}
      {apiKey.attention && (
        <p className="text-13 text-warning-soft-foreground">{t(`key.attention.${apiKey.attention}`)}</p>
      )}
      {apiKey.replaced && apiKey.state === 'active' && <p className="text-13 text-muted">{t('key.replaced')}</p>}
      {apiKey.networks.length > 0 && (
        <p className="text-13 text-muted wrap-anywhere">
          {t('key.networks', { networks: apiKey.networks.join(', ') })}
        </p>
      )}
    </div>
  );
}
