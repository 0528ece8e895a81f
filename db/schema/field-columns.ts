import type { HasDefault, NotNull } from 'drizzle-orm';
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
import { instant } from './columns';

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
            : OneOf<string>;
type Filled<F extends Field> = F extends { default: string | number | boolean } ? HasDefault<Bare<F>> : Bare<F>;
type Columns<FS extends Fields> = {
  -readonly [Name in keyof FS]: FS[Name] extends { nullable: true } ? Filled<FS[Name]> : NotNull<Filled<FS[Name]>>;
};

const integers = { smallint: () => smallint(), integer: () => integer(), bigint: () => bigint({ mode: 'number' }) };

function bareColumn(field: Field) {
  switch (field.kind) {
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

function column(field: Field) {
  // All builders take a default of their own type, which the declaration has checked.
  const bare = bareColumn(field) as ReturnType<typeof text>;
  const filled = field.default == null ? bare : bare.default(field.default as string);
  return field.nullable ? filled : filled.notNull();
}

/** The columns of declared fields, by their names. */
export function fieldColumns<FS extends Fields>(fields: FS): Columns<FS> {
  return Object.fromEntries(entriesOf(fields).map(([name, field]) => [name, column(field)])) as Columns<FS>;
}
