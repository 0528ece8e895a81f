import { type HasDefault, type NotNull, sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  integer,
  type PgBigInt53BuilderInitial,
  type PgBooleanBuilderInitial,
  type PgIntegerBuilderInitial,
  type PgSmallIntBuilderInitial,
  type PgTextBuilderInitial,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
// By its path: drizzle-kit knows no alias.
import { entriesOf, type Field, type Fields } from '../../lib/core/entities/field';
import { basisPoints, ids, instant } from './columns';

type OneOf<Value extends string> = PgTextBuilderInitial<'', [Value, ...Value[]]>;
type Bare<F extends Field> = F extends { kind: 'choice'; values: readonly (infer Value extends string)[] }
  ? OneOf<Value>
  : F extends { column: 'smallint' }
    ? PgSmallIntBuilderInitial<''>
    : F extends { column: 'integer' }
      ? PgIntegerBuilderInitial<''>
      : F extends { column: 'bigint' }
        ? PgBigInt53BuilderInitial<''>
        : F extends { kind: 'boolean' }
          ? PgBooleanBuilderInitial<''>
          : F extends { kind: 'instant' }
            ? ReturnType<typeof instant>
            : F extends { kind: 'percent' }
              ? ReturnType<typeof basisPoints>
              : F extends { kind: 'ids' }
                ? ReturnType<typeof ids>
                : OneOf<string>;
/** A percentage has no default in the database: a trigger fills it from what an earlier version writes. */
type Filled<F extends Field> = F extends { kind: 'percent' }
  ? Bare<F>
  : F extends { default: string | number | boolean | readonly [] }
    ? HasDefault<Bare<F>>
    : Bare<F>;
type Columns<FS extends Fields> = {
  -readonly [Name in keyof FS]: FS[Name] extends { nullable: true } ? Filled<FS[Name]> : NotNull<Filled<FS[Name]>>;
};

const integers = { smallint: () => smallint(), integer: () => integer(), bigint: () => bigint({ mode: 'number' }) };

function bareColumn(name: string, field: Field) {
  switch (field.kind) {
    case 'percent':
      return basisPoints(`${name}_bp`);
    case 'ids':
      return ids();
    case 'choice':
      return text({ enum: [...field.values] as [string, ...string[]] });
    case 'integer':
      return integers[field.column]();
    case 'boolean':
      return boolean();
    case 'instant':
      return instant();
    default:
      return text();
  }
}

function column(name: string, field: Field) {
  // All builders take a default of their own type, which the declaration has checked.
  const bare = bareColumn(name, field) as ReturnType<typeof text>;
  const filled = hasDefault(field) ? bare.default(defaultOf(field)) : bare;
  return field.nullable ? filled : filled.notNull();
}

const hasDefault = (field: Field) => field.kind !== 'percent' && field.default != null;
const defaultOf = (field: Field) => (field.kind === 'ids' ? sql<string>`'{}'` : (field.default as string));

/** The columns of declared fields, by their names. */
export function fieldColumns<FS extends Fields>(fields: FS): Columns<FS> {
  return Object.fromEntries(entriesOf(fields).map(([name, field]) => [name, column(name, field)])) as Columns<FS>;
}
