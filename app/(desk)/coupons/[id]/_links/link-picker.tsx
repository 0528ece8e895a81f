'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { ExportButton } from '@/app/(desk)/export-button';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { ConfirmDialog } from '@/components/dialog';
import { type InPlace, InPlaceLink } from '@/components/in-place-link';
import { SearchBox } from '@/components/search-box';
import { useAddress } from '@/components/use-address';
import { type LinkKind, linkSides, type LinkSide as Side } from '@/lib/domain/coupons/coupons/filters';
import type { LinkSummary } from '@/lib/domain/coupons/coupons/summarize-links';
import { type LinkPage, linkSummaryQuery } from './link-queries';
import { LinkReplay } from './link-replay';
import { LinkSentence } from './link-sentence';
import { LinkSide } from './link-side';
import { linkParams } from './search-params';
import { useLinkChanges } from './use-link-changes';

type LinkPickerProps = {
  kind: LinkKind;
  coupon: { id: number; code: string };
  canWrite: boolean;
  initialName: string;
  initial: Record<Side, LinkPage> & { summary: LinkSummary };
};

const paths: Record<LinkKind, string> = { user_group: 'user-groups', tvod_price: 'tvod-prices' };

/** What a coupon is limited to on one side, what it could be limited to on the other; a press moves it and is saved. */
export function LinkPicker({ kind, coupon, canWrite, initialName, initial }: LinkPickerProps) {
  const t = useTranslations('links');
  const format = useFormatter();
  const roles = useRolesThatCan('coupons.write');
  const { state, to } = useAddress(linkParams, { history: 'replace' });
  const { name, side: shownSide } = state;
  const [typed, setTyped] = useState(name);
  const isInitial = name === initialName;
  const { data: summary = initial.summary } = useQuery({
    ...linkSummaryQuery(kind, coupon.id, name),
    placeholderData: (before) => before,
    ...(isInitial ? { initialData: initial.summary } : {}),
  });
  const { move, opening, open, keepLimited } = useLinkChanges(kind, coupon.id, name, summary.linked);
  const { linked, unlinked } = summary.matching;
  const counts = {
    linked: format.number(linked),
    unlinked: unlinked.capped ? t('capped', { count: unlinked.count }) : format.number(unlinked.count),
  };
  const sides = canWrite ? linkSides : (['linked'] as const);

  return (
    <>
      <LinkSentence kind={kind} summary={summary} />
      <p className="mb-4 text-muted text-pretty">{canWrite ? t('atOnce') : t('readOnly', { roles })}</p>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <SearchBox
          value={name}
          onChange={(next) => to({ name: next }).onFollow()}
          onText={setTyped}
          placeholder={t('search')}
        />
        <ExportButton
          address={`/api/desk/coupon-links/${paths[kind]}/exports`}
          kind={`coupon-${paths[kind]}`}
          filter={{ couponId: coupon.id, ...(name ? { name } : {}) }}
        />
        {canWrite && <SideChoice value={shownSide} counts={counts} to={(side) => to({ side })} />}
      </div>
      <div className={`grid items-start gap-4 ${canWrite ? 'md:grid-cols-2' : 'max-w-2xl'}`}>
        {sides.map((side) => (
          <LinkSide
            key={side}
            kind={kind}
            couponId={coupon.id}
            side={side}
            name={name}
            isOutdated={typed.trim() !== name}
            count={counts[side]}
            initial={isInitial ? initial[side] : undefined}
            onMove={canWrite ? (rows) => move(side === 'linked' ? 'unlink' : 'link', rows) : undefined}
            className={canWrite && side !== shownSide ? 'max-md:hidden' : ''}
          />
        ))}
      </div>
      <ConfirmDialog
        title={t(`${kind}.opens.title`, { code: coupon.code })}
        isOpen={opening !== null}
        onOpenChange={(isOpen) => !isOpen && keepLimited()}
        confirmLabel={t(`${kind}.opens.confirm`)}
        onConfirm={() => opening && open(opening)}
      >
        <p className="mb-3">{t(`${kind}.opens.text`)}</p>
        {opening && <LinkReplay kind={kind} couponId={coupon.id} action="unlink" ids={opening.map(({ id }) => id)} />}
      </ConfirmDialog>
    </>
  );
}

type SideChoiceProps = { value: Side; counts: Record<Side, string>; to: (side: Side) => InPlace };

/** A phone has room for one side at a time. */
function SideChoice({ value, counts, to }: SideChoiceProps) {
  const t = useTranslations('links.sides');
  return (
    <nav aria-label={t('label')} className="flex w-full gap-1 rounded-lg bg-default p-1 md:hidden">
      {linkSides.map((side) => (
        <InPlaceLink
          key={side}
          {...to(side)}
          aria-current={side === value ? 'true' : undefined}
          className="flex h-9 flex-1 items-center justify-center gap-1 rounded-md font-medium text-muted aria-[current=true]:bg-surface aria-[current=true]:text-foreground"
        >
          {t(side)} <span className="figures text-13 font-normal">{counts[side]}</span>
        </InPlaceLink>
      ))}
    </nav>
  );
}
