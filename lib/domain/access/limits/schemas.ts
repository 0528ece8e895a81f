import { z } from 'zod';
import { limitKinds } from './limits';

const words = 'Enter a whole number from 1 to 100000, or leave it empty for no limit.';
const count = z.number(words).int(words).min(1, words).max(100_000, words).nullable();

const pairs = [
  ['saleHourAsk', 'saleHourStop'],
  ['saleDayAsk', 'saleDayStop'],
  ['revealHourAsk', 'revealHourStop'],
  ['revealDayAsk', 'revealDayStop'],
  ['searchHourAsk', 'searchHourStop'],
  ['searchDayAsk', 'searchDayStop'],
] as const;

export const personLimitsInput = z
  .object({
    saleHourAsk: count,
    saleHourStop: count,
    saleDayAsk: count,
    saleDayStop: count,
    revealHourAsk: count,
    revealHourStop: count,
    revealDayAsk: count,
    revealDayStop: count,
    searchHourAsk: count,
    searchHourStop: count,
    searchDayAsk: count,
    searchDayStop: count,
  })
  .superRefine((limits, issues) => {
    for (const [ask, stop] of pairs) {
      const [asks, stops] = [limits[ask], limits[stop]];
      if (asks === null || stops === null || asks < stops) continue;
      issues.addIssue({ code: 'custom', path: [ask], message: `Ask earlier than it stops, at ${stops}.` });
    }
  });

/** `was` is what its sender saw, where it waits for a second person: what somebody else changed meanwhile is not overwritten. */
export const updatePersonLimitsInput = personLimitsInput.safeExtend({ was: personLimitsInput.optional() });

export const liftLimitInput = z.object({
  userId: z.number().int().positive(),
  kind: z.enum(limitKinds, 'Choose sales, reveals or searches.'),
});
