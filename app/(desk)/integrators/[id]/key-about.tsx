'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CopyButton } from '@/components/copy-button';
import { Instant } from '@/components/instant';
import { Mono } from '@/components/mono';
import { StatusBadge, type Tone } from '@/components/status-badge';
import type { IntegratorKeySummary } from '@/lib/domain/access/integrators/list-integrators';
import { isForCoupons } from '../is-for-coupons';

const tones: Record<IntegratorKeySummary['state'], Tone> = { active: 'green', expired: 'grey', revoked: 'grey' };

function KeyStateBadge({ state }: Pick<IntegratorKeySummary, 'state'>) {
  const t = useTranslations('integrators.key.states');
  return <StatusBadge tone={tones[state]}>{t(state)}</StatusBadge>;
}

export const reachesEveryCoupon = ({ couponLimit, state, scopes }: IntegratorKeySummary) =>
  couponLimit === 'all' && state === 'active' && isForCoupons(scopes);

/** Its name, rights, age and limits. */
function KeyAbout({ apiKey }: { apiKey: IntegratorKeySummary }) {
  const t = useTranslations('integrators');
  const scopes = apiKey.scopes.map((scope) => t(`scope.${scope as 'nettv:sell'}`)).join(', ');
  return (
    <div className="min-w-0 flex-1 basis-48">
      <p>
        {apiKey.name && <span className="font-medium wrap-anywhere">{apiKey.name} </span>}
        {apiKey.publishableKey === null ? (
          <Mono>{apiKey.prefix}…</Mono>
        ) : (
          <>
            <span className="wrap-anywhere">
              <Mono>{apiKey.publishableKey}</Mono>
            </span>{' '}
            <CopyButton value={apiKey.publishableKey} label={t('publishable.copy', { prefix: `${apiKey.prefix}…` })} />
          </>
        )}
      </p>
      {apiKey.origins.length > 0 && (
        <p className="text-13 text-muted wrap-anywhere">
          {t('publishable.works', { origins: apiKey.origins.join(', ') })}
        </p>
      )}
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
      {apiKey.requestsPerMinute !== null && (
        <p className="text-13 text-muted">
          {t(apiKey.publishableKey === null ? 'key.requests' : 'publishable.requests', {
            count: apiKey.requestsPerMinute,
          })}
        </p>
      )}
      {apiKey.networks.length > 0 && (
        <p className="text-13 text-muted wrap-anywhere">
          {t('key.networks', { networks: apiKey.networks.join(', ') })}
        </p>
      )}
    </div>
  );
}

type KeyRowProps = { apiKey: IntegratorKeySummary; children: ReactNode };

/** A key in a list, over the buttons for it. */
export function KeyRow({ apiKey, children }: KeyRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <KeyAbout apiKey={apiKey} />
      <KeyStateBadge state={apiKey.state} />
      {children && <div className="flex basis-full flex-wrap gap-2">{children}</div>}
    </li>
  );
}
