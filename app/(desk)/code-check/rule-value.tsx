import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import type { ExplainedRule } from '@/lib/domain/redemptions/redemptions/explain-code';

type RuleValueProps = { rule: ExplainedRule; side: 'expected' | 'actual' };

const words = [
  'available',
  'unavailable',
  'paused',
  'sold',
  'not sold',
  'in use',
  'held',
  'redeemed',
  'voided',
  'deleted',
  'own code',
  'issued code',
  'new',
  'active',
  'lapsed',
] as const;

const wordOf = (value: string) => words.find((word) => word === value);

/** What a rule wants, or what it found, as a person writes it. */
export function RuleValue({ rule: { rule, redemptionId, ...values }, side }: RuleValueProps) {
  const t = useTranslations('codeCheck.values');
  const value = values[side];
  if (rule === 'unique_user' && side === 'actual' && redemptionId !== null)
    return t('redemption', { id: redemptionId });
  if (rule === 'limit' && typeof value === 'number')
    return t(side === 'expected' ? 'atMost' : 'used', { count: value });
  if (value === null || typeof value === 'boolean') return t('none');
  if (typeof value === 'number') return <Money paisa={value} />;
  if ((rule === 'released' || rule === 'not_expired' || rule === 'code_valid') && typeof value === 'string') {
    return (
      <>
        {side === 'actual' ? t('now') : t(rule === 'released' ? 'from' : 'until')}{' '}
        <Instant value={value} end={rule !== 'released' && side === 'expected'} exact zone />
      </>
    );
  }
  if (rule === 'exists') return <Mono>{value}</Mono>;
  const texts = typeof value === 'string' ? [value] : value;
  return texts
    .map((text) => {
      const word = isNamed(rule, value) ? undefined : wordOf(text);
      return word ? t(word) : text;
    })
    .join(t('or'));
}

/** Whether it is the names of groups, plans and prices, which can read like any word. */
const isNamed = (rule: ExplainedRule['rule'], value: unknown) =>
  rule === 'purchase' || (rule === 'audience' && Array.isArray(value));
