'use client';

import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { MaskedCode } from '@/components/masked-code';
import { MenuButton } from '@/components/menu-button';
import { routes } from '@/lib/core/routes';
import { typedShape } from '@/lib/domain/coupons/codes/typed-shape';
import type { findCodeAction } from './actions';
import { CodeStatusBadge } from './code-status';
import { useCodeMenu } from './use-code-menu';

export type FoundCode = NonNullable<Extract<Awaited<ReturnType<typeof findCodeAction>>, { ok: true }>['value']>;

/** No code is like the one that was typed: what may be wrong with it. */
export function NotFoundCode({ typed }: { typed: string }) {
  const t = useTranslations('codes.find');
  const isMistyped = typedShape(typed) === 'mistyped';
  return (
    <div className="mt-3 border-t border-separator pt-3">
      <p className="font-medium">{t('none')}</p>
      <p className="text-13 text-muted">{t(isMistyped ? 'checkWrong' : 'noneHelp')}</p>
    </div>
  );
}

export type FoundCodeProps = {
  couponId: number;
  code: FoundCode;
  canWrite: boolean;
  canReveal: boolean;
  onChanged: () => void;
};

/** The one code that was asked for, with all that can be done with it where it is this coupon's. */
export function FoundCode({ couponId, code, canWrite, canReveal, onChanged }: FoundCodeProps) {
  const t = useTranslations('codes');
  const { menuOf, reveal, dialog } = useCodeMenu({ couponId, canWrite, onChanged });
  const name = t('name', { lastFour: code.lastFour });
  const isOurs = code.couponId === couponId;
  const ended = code.deletedAt ?? code.redeemedAt ?? code.soldAt;
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-separator pt-3">
      <MaskedCode
        key={code.id}
        lastFour={code.lastFour}
        name={name}
        {...(isOurs && canReveal ? { reveal: () => reveal(code) } : {})}
      />
      <span className="flex items-center gap-2">
        <CodeStatusBadge status={code.status} />
        {ended && <Instant value={ended} />}
      </span>
      {isOurs ? (
        <>
          <p className="me-auto text-muted">
            {t.rich('find.issued', {
              at: () => <Instant value={code.createdAt} />,
              batch: (chunks) => (
                <Link className="text-link" href={routes.couponCodes(couponId, code.batchId)}>
                  {chunks}
                </Link>
              ),
              id: code.batchId,
            })}
          </p>
          <MenuButton label={t('find.actions', { name })} actions={menuOf(code)} />
        </>
      ) : (
        <p>
          {t('find.other', { code: code.couponCode })}{' '}
          <Link className="text-link" href={routes.couponCodes(code.couponId)}>
            {t('find.openOther')}
          </Link>
        </p>
      )}
      {dialog}
    </div>
  );
}
