'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ChangeSummary } from '@/lib/audit/summarize-changes';
import { routes } from '@/lib/routes';
import { useActivityWords } from '../activity/use-activity-words';
import { NothingYet, TodaySection } from './today-section';

/** What people and keys changed the day before, each with the way to all that they did. */
export function YesterdayChanges({ changes }: { changes: ChangeSummary[] }) {
  const t = useTranslations('today.yesterday');
  const words = useActivityWords();
  const onWhat = ({ subjectKind, subjectId }: ChangeSummary) =>
    subjectId === null || subjectKind === 'settings' ? null : `${words.subject(subjectKind)} ${subjectId}`;
  return (
    <TodaySection title={t('title')} all={{ label: t('all'), href: routes.activity() }}>
      {changes.length === 0 ? (
        <NothingYet>{t('empty')}</NothingYet>
      ) : (
        <ul className="divide-y divide-separator border-t border-separator">
          {changes.map((change) => (
            <li
              key={`${change.actor} ${change.action} ${change.subjectKind}`}
              className="relative flex items-center gap-4 px-4 py-2.5 hover:bg-surface-hover"
            >
              <div className="min-w-0 flex-1">
                <Link
                  href={`${routes.activity()}?actor=${change.actor}`}
                  className="block truncate rounded-sm font-medium after:absolute after:inset-0 hover:underline"
                >
                  {words.action(change.action)}
                </Link>
                <p className="truncate text-13 text-muted">{change.actorName}</p>
              </div>
              <span className="figures shrink-0 text-13 text-muted">
                {change.count === 1 ? onWhat(change) : t('times', { count: change.count })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </TodaySection>
  );
}
