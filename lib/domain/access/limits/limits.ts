/** What is limited for a person, and over how long. */
export const limitKinds = ['sale', 'reveal', 'search'] as const;
export type LimitKind = (typeof limitKinds)[number];
export const limitSpans = ['hour', 'day'] as const;
export type LimitSpan = (typeof limitSpans)[number];

export const spanMs: Record<LimitSpan, number> = { hour: 60 * 60 * 1000, day: 24 * 60 * 60 * 1000 };

type Name = `${LimitKind}${Capitalize<LimitSpan>}${'Ask' | 'Stop'}`;
/** `Ask`: a reason is asked for after that number; `Stop`: there is no more after it. Null for never. */
export type PersonLimits = Record<Name, number | null>;

export type Limit = { span: LimitSpan; ask: number | null; stop: number | null };

const suffix = { hour: 'Hour', day: 'Day' } as const;

/** The limits of one kind that are set. */
export function limitsOf(limits: PersonLimits, kind: LimitKind): Limit[] {
  return limitSpans
    .map((span) => ({ span, ask: limits[`${kind}${suffix[span]}Ask`], stop: limits[`${kind}${suffix[span]}Stop`] }))
    .filter(({ ask, stop }) => ask !== null || stop !== null);
}
