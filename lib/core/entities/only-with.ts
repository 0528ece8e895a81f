import { entriesOf, type Field, type Fields } from './field';

type OnlyWith = NonNullable<Extract<Field, { kind: 'integer' }>['onlyWith']>;
type Values = Readonly<Record<string, unknown>>;

/** The fields that are null unless another field has a value, with that rule. */
function ruled(fields: Fields): [string, OnlyWith][] {
  return entriesOf(fields).flatMap(([name, field]) =>
    field.kind === 'integer' && field.onlyWith ? [[name, field.onlyWith] as [string, OnlyWith]] : [],
  );
}

/** Whether the other field says that this one is there; null while it says neither. */
function isWanted(fields: Fields, { field, value }: OnlyWith, values: Values): boolean | null {
  const other = fields[field];
  const known = other?.kind === 'choice' && other.values.some((one) => one === values[field]);
  return known ? values[field] === value : null;
}

/** What only both fields together can say: the refusals by field, as the keys of their words. */
export function onlyWithProblems(fields: Fields, values: Values): Record<string, string> {
  const problems = ruled(fields).flatMap(([name, rule]) => {
    const wanted = isWanted(fields, rule, values);
    if (wanted === true && values[name] === null) return [[name, rule.refusals.missing]];
    return wanted === false && typeof values[name] === 'number' ? [[name, rule.refusals.extra]] : [];
  });
  return Object.fromEntries(problems);
}

/** A change of the other field that leaves no place for this one sets it to null, unless a number is sent along. */
export function settleOnlyWith<V extends Values>(fields: Fields, given: V): V {
  const emptied = ruled(fields)
    .filter(([name, rule]) => isWanted(fields, rule, given) === false && given[name] === undefined)
    .map(([name]) => [name, null]);
  return { ...given, ...Object.fromEntries(emptied) };
}
