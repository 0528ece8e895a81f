import { z } from 'zod';
import { mostRetentionDays, type RetentionKind, retentionKinds, retentionNames } from '@/lib/core/entities/retention';

const days = (kind: RetentionKind) => {
  const { least } = retentionKinds[kind];
  const words = `Enter whole days from ${least} to ${mostRetentionDays}.`;
  return z.number(words).int(words).min(least, words).max(mostRetentionDays, words);
};

export const retentionInput = z.object(
  Object.fromEntries(retentionNames.map((kind) => [kind, days(kind)])) as Record<
    RetentionKind,
    ReturnType<typeof days>
  >,
);
