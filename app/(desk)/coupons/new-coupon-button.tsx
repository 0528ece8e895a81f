'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/button';
import { useShortcut } from '@/components/shortcuts';
import { routes } from '@/lib/core/routes';

/** The list's one primary action, also on `n`. */
export function NewCouponButton() {
  const t = useTranslations('coupons');
  const router = useRouter();
  useShortcut('n', t('new'), () => router.push(routes.newCoupon()));
  return (
    <LinkButton look="primary" icon={<Plus />} href={routes.newCoupon()}>
      {t('new')}
    </LinkButton>
  );
}
