'use client';

import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/button';
import type { LinkKind } from '@/lib/domain/coupons/coupons/filters';
import { ReplayWords } from '../../replay-words';
import { useReplay } from '../../use-replay';
import { replayLinksAction } from './actions';

type LinkReplayProps = { kind: LinkKind; couponId: number; action: 'link' | 'unlink'; ids: number[] };

/** What linking or unlinking these would have done to the redemptions and refusals of the last days, before it is done. */
export function LinkReplay(change: LinkReplayProps) {
  const t = useTranslations('coupons.replay');
  const { replay, run, isPending } = useReplay(replayLinksAction, JSON.stringify(change));
  return (
    <div aria-live="polite" className="text-13 text-pretty">
      {replay ? (
        <ReplayWords replay={replay} />
      ) : (
        <Button size="sm" icon={<History />} onPress={() => run(change)} isPending={isPending}>
          {t('try')}
        </Button>
      )}
    </div>
  );
}
