import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { CopyButton } from '@/components/copy-button';
import { defaultTimeZone, formatInstant } from '@/lib/core/time';
import type { ExplainedRule, Explanation } from '@/lib/domain/redemptions/redemptions/explain-code';
import { failureOf } from './resolutions';

type ReplyProps = { answer: Explanation; companyName: string };

/** Words for the customer, ready to be copied. They name no other customer, and no code. */
export function Reply({ answer, companyName }: ReplyProps) {
  const t = useTranslations('codeCheck.reply');
  const sentences = useSentences(answer);
  const text = [t('hello'), sentences.join(' '), t('regards', { company: companyName })].join('\n\n');
  return (
    <section aria-labelledby="reply" className="card p-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="reply" className="text-base font-semibold">
          {t('title')}
        </h2>
        <CopyButton value={text} label={t('copy')} wide />
      </div>
      <p className="mt-3 max-w-prose rounded-lg bg-default p-3 whitespace-pre-wrap text-default-soft-foreground wrap-anywhere">
        {text}
      </p>
    </section>
  );
}

function useSentences(answer: Explanation): string[] {
  const t = useTranslations('codeCheck.reply');
  const locale = useLocale();
  const timeZone = useTimeZone() ?? defaultTimeZone;
  const say = ({ rule, at, expected }: ExplainedRule) => ({
    at: at === null ? 'none' : formatInstant(at, { locale, timeZone, zone: true, end: rule === 'not_expired' }),
    wanted: Array.isArray(expected) ? expected.join(t('or')) : String(expected ?? ''),
  });
  switch (answer.result) {
    case 'works':
      return [t('works')];
    case 'open':
      return [t('open')];
    case 'supplier_pin':
      return [t('supplierPin')];
    case 'unknown':
      return [t('unknown'), t('typing')];
    case 'fails':
      return answer.rules.flatMap((rule) => {
        const failure = rule.answer === 'failed' ? failureOf(rule) : undefined;
        return failure ? [t(`failures.${failure}`, say(rule))] : [];
      });
  }
}
