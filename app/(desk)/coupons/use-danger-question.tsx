'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState } from 'react';
import { refusalText } from '@/app/session/refusal-text';
import { ConfirmDialog } from '@/components/dialog';
import { toastError } from '@/components/toasts';
import { couponWarnings, isDanger } from '@/lib/domain/coupons/coupons/coupon-warnings';
import type { CouponAction } from '@/lib/domain/coupons/coupons/schemas';
import { countCodesOutAction } from './actions';

/** A coupon as a list or its page has it. */
export type QuestionedCoupon = Parameters<typeof couponWarnings>[0] & { id: number; code: string; redemptions: number };

type Question = {
  action: 'switchOn' | 'restore';
  of: number;
  said: { code: string; words: string[] }[];
  onMeant: () => void;
};

const shown = 5;

/**
 * What is dangerous about coupons that come back into use is said first, as the form says it before it is saved; `ask` goes on
 * at once with any other.
 */
export function useDangerQuestion() {
  const t = useTranslations('coupons');
  const [question, setQuestion] = useState<Question | null>(null);
  const [isOpen, setOpen] = useState(false);
  const isLooking = useRef(false);

  /** How many codes of those with a limit are out; null where that could not be read, which is said. */
  async function lookAtCodes(coupons: QuestionedCoupon[]): Promise<Map<number, number> | null> {
    const couponIds = coupons.flatMap(({ id, maxRedemptions }) => (typeof maxRedemptions === 'number' ? id : []));
    if (couponIds.length === 0) return new Map();
    const counted = await countCodesOutAction({ couponIds }).catch(() => null);
    if (counted?.ok) return new Map(counted.value.map(({ couponId, count }) => [couponId, count]));
    toastError(counted ? refusalText(counted) : t('failed.unread'));
    return null;
  }

  async function ask(action: CouponAction, coupons: QuestionedCoupon[], onMeant: () => void): Promise<void> {
    if (action !== 'switchOn' && action !== 'restore') return onMeant();
    // The second press of a double click.
    if (isLooking.current) return;
    isLooking.current = true;
    const codesOut = await lookAtCodes(coupons);
    isLooking.current = false;
    if (!codesOut) return;
    const now = new Date();
    const said = coupons.flatMap((coupon) => {
      const dangers = couponWarnings(
        coupon,
        { used: coupon.redemptions, codesOut: codesOut.get(coupon.id) ?? 0 },
        now,
      ).filter(isDanger);
      const words = dangers.map(({ name, ...counts }) => t(`warning.${name}`, counts as Record<string, number>));
      return words.length > 0 ? [{ code: coupon.code, words }] : [];
    });
    if (said.length === 0) return onMeant();
    setQuestion({ action, of: coupons.length, said, onMeant });
    setOpen(true);
  }

  const dialog: ReactNode = question && (
    <ConfirmDialog
      title={t(`question.title.${question.action}`, {
        of: question.of,
        count: question.said.length,
        code: question.said[0]?.code ?? '',
      })}
      confirmLabel={t(`question.confirm.${question.action}`)}
      isOpen={isOpen}
      onOpenChange={setOpen}
      onConfirm={() => {
        setOpen(false);
        question.onMeant();
      }}
    >
      <ul className="flex flex-col gap-2 wrap-anywhere">
        {question.said.slice(0, shown).map(({ code, words }) => (
          <li key={code}>
            <span className="font-mono">{code}</span>: {words.join(' ')}
          </li>
        ))}
        {question.said.length > shown && <li>{t('question.more', { count: question.said.length - shown })}</li>}
      </ul>
    </ConfirmDialog>
  );
  return { ask, dialog };
}
