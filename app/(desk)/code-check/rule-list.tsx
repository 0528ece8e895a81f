import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Link } from '@/components/link';
import { StatusBadge } from '@/components/status-badge';
import { useRefusalWords } from '@/components/use-refusal-words';
import type { ExplainedRule, Explanation } from '@/lib/domain/redemptions/redemptions/explain-code';
import { resolutionOf } from './resolutions';
import { RuleValue } from './rule-value';

const looks = {
  passed: { tone: 'green', icon: <CircleCheck /> },
  failed: { tone: 'red', icon: <CircleX /> },
  not_asked: { tone: 'grey', icon: <CircleHelp /> },
} as const;

type RuleListProps = { answer: Explanation; canWrite: boolean };

/** Every rule, what is in the way first. */
export function RuleList({ answer, canWrite }: RuleListProps) {
  const t = useTranslations('codeCheck.rules');
  const inOrder = (['failed', 'not_asked', 'passed'] as const).flatMap((wanted) =>
    answer.rules.filter((rule) => rule.answer === wanted),
  );
  return (
    <section aria-labelledby="rules" className="card p-5">
      <h2 id="rules" className="text-base font-semibold">
        {t('title')}
      </h2>
      <ul className="mt-3 divide-y divide-separator">
        {inOrder.map((rule) => (
          <li key={rule.rule} className="py-3 first:pt-0 last:pb-0">
            <RuleItem rule={rule} answer={answer} canWrite={canWrite} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function RuleItem({ rule, answer, canWrite }: RuleListProps & { rule: ExplainedRule }) {
  const t = useTranslations('codeCheck');
  const words = useRefusalWords();
  const { tone, icon } = looks[rule.answer];
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="font-medium">{t(`rules.${rule.rule}`)}</h3>
        <StatusBadge tone={tone} icon={icon}>
          {t(`answers.${rule.answer}`)}
        </StatusBadge>
      </div>
      <p className="max-w-prose text-pretty">
        {rule.answer === 'not_asked' ? t(`notAsked.${notAskedOf(rule)}`) : words(rule.message)}
      </p>
      {rule.answer !== 'passed' && (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-13">
          <dt className="text-muted">{t('wanted')}</dt>
          <dd className="min-w-0 wrap-anywhere">
            <RuleValue rule={rule} side="expected" />
          </dd>
          <dt className="text-muted">{t('actual')}</dt>
          <dd className="min-w-0 wrap-anywhere">
            {rule.answer === 'not_asked' ? t('notGiven') : <RuleValue rule={rule} side="actual" />}
          </dd>
        </dl>
      )}
      {rule.answer === 'failed' && <ResolutionNote rule={rule} answer={answer} canWrite={canWrite} />}
    </div>
  );
}

function notAskedOf({ rule }: ExplainedRule): 'unique_user' | 'audience' | 'purchase' | 'amount' {
  return rule === 'unique_user' || rule === 'audience' || rule === 'purchase' ? rule : 'amount';
}

/** What would help, and the way there. */
function ResolutionNote({ rule, answer, canWrite }: RuleListProps & { rule: ExplainedRule }) {
  const t = useTranslations('codeCheck');
  const resolution = resolutionOf(rule, answer, canWrite);
  if (!resolution) return null;
  return (
    <p className="max-w-prose text-13 text-pretty">
      <span className="font-medium">{t('helps')}</span> {t(`resolutions.${resolution.words}`)}{' '}
      {resolution.link && (
        <Link href={resolution.link.href} className="text-link">
          {t(`links.${resolution.link.words}`)}
        </Link>
      )}
    </p>
  );
}
