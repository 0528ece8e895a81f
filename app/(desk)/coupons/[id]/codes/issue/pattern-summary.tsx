'use client';

import { useTranslations } from 'next-intl';
import { Facts } from '@/components/form-layout';
import { StatusBadge, type Tone } from '@/components/status-badge';
import {
  type CodePattern,
  exampleOf,
  namedAlphabets,
  type PatternStrength,
  patternStrength,
} from '@/lib/domain/coupons/codes/code-pattern';

const tones: Record<PatternStrength['level'], Tone> = {
  strong: 'green',
  guessable: 'amber',
  weak: 'red',
  impossible: 'red',
};
const trillion = 1e12;

/** What the usual codes are, as a pattern. */
const usual: CodePattern = { prefix: '', groups: 4, groupLength: 4, alphabet: namedAlphabets.safe };

/** An example of the codes, and how hard they are to guess once all of them are out. */
export function PatternSummary({ pattern, count }: { pattern: CodePattern | null; count: number }) {
  const t = useTranslations('batches.issue');
  const shown = pattern ?? usual;
  const { bits, guessesPerHit, level, isFitForPins } = patternStrength(shown, count);
  const odds = guessesPerHit > trillion ? t('summary.oddsHuge') : Math.floor(guessesPerHit).toLocaleString('en-US');
  return (
    <div className="flex flex-col gap-4">
      <Facts
        facts={[
          { label: t('summary.example'), value: <span className="font-mono">{exampleOf(shown)}</span> },
          { label: t('summary.bits'), value: t('summary.bitsValue', { bits: Math.floor(bits) }) },
          { label: t('summary.odds'), value: odds },
          {
            label: t('summary.strength'),
            value: <StatusBadge tone={tones[level]}>{t(`level.${level}`)}</StatusBadge>,
          },
        ]}
      />
      <div role="status" className="flex flex-col gap-2 text-13 text-muted empty:hidden">
        {level !== 'strong' && <p>{t(`advice.${level}`, { odds })}</p>}
        {!isFitForPins && <p>{t('advice.pins')}</p>}
      </div>
    </div>
  );
}
