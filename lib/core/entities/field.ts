/**
 * What a field of an entity is, as data. The column, the schemas, the API's names and documents, forms, tables and words
 * are derived from it, so that a field is declared once.
 */
type Common = {
  /** Its name in the API where that is not its own in snake case. */
  api?: string;
  /** The key of its refusal, in the API's words and on the screens. */
  refusal: string;
  nullable?: true;
  /** What the API's documents say about it. */
  about?: string;
  example?: unknown;
  /** The part of its form that shows it as its kind is shown; without one the form has a place of its own for it. */
  section?: string;
  /** Shown by its own label in tables, where it is chosen, and on the entity's page. */
  listed?: true;
};

/** Kept as written with a `pattern`; else trimmed text of up to `max` characters, which can have several lines. */
type TextField = Common & {
  kind: 'text';
  pattern?: RegExp;
  /** What is done to a text before it is compared with the pattern. */
  tidy?: (text: string) => string;
  max?: number;
  default?: null;
};
/** What an entry is called, unique among those that are not archived. Its refusals are `blank`, `long`, `line`, `taken`. */
type NameField = Common & { kind: 'name'; refusal: 'blank'; default?: never };
type ChoiceField = Common & { kind: 'choice'; values: readonly [string, ...string[]]; default?: string };
type IntegerField = Common & {
  kind: 'integer';
  column: 'smallint' | 'integer' | 'bigint';
  min: number;
  max: number;
  default?: number | null;
  /** What it counts, where a screen writes that with it. */
  unit?: 'paisa' | 'days';
  /** Null in a request is its default. */
  nullIsDefault?: true;
  /** Null unless another field has this value, and then needed; `refusals` are for what is missing and what is too much. */
  onlyWith?: { field: string; value: string; refusals: { missing: string; extra: string } };
};
/** From 0 to 100 with at most two decimals; kept as basis points, so that it is exact. */
type PercentField = Common & { kind: 'percent'; default: 0 };
/** The ids of other rows, each once, in their order; up to `maxIds`. */
type IdsField = Common & { kind: 'ids'; default: readonly [] };
type BooleanField = Common & { kind: 'boolean'; default: boolean };
/** An end at midnight is shown as the end of the day before. */
type InstantField = Common & { kind: 'instant'; boundary: 'start' | 'end'; default?: null };

export type Field =
  | TextField
  | NameField
  | ChoiceField
  | IntegerField
  | PercentField
  | IdsField
  | BooleanField
  | InstantField;
export type Fields = Readonly<Record<string, Field>>;

type Held<F extends Field> = F extends ChoiceField
  ? F['values'][number]
  : F extends IntegerField | PercentField
    ? number
    : F extends IdsField
      ? number[]
      : F extends BooleanField
        ? boolean
        : F extends InstantField
          ? Date
          : string;

export const maxIds = 200;

export type ValueOf<F extends Field> = F extends { nullable: true } ? Held<F> | null : Held<F>;
export type ValuesOf<FS extends Fields> = { -readonly [Name in keyof FS]: ValueOf<FS[Name]> };

/** The keys of all refusals of these fields. */
export type RefusalsOf<FS extends Fields> = {
  [Name in keyof FS]:
    | FS[Name]['refusal']
    | (FS[Name] extends { kind: 'name' } ? 'long' | 'line' | 'taken' : never)
    | (FS[Name] extends { onlyWith: { refusals: infer R } } ? R[keyof R] & string : never);
}[keyof FS];

export const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `maxRedemptions` is `max_redemptions`, unless the field says otherwise. */
export const apiName = (name: string, field: Pick<Field, 'api'> | undefined) => field?.api ?? snakeCase(name);

/** The fields with their names, in the order of their declaration. */
export function entriesOf<FS extends Fields>(fields: FS): [keyof FS & string, Field][] {
  return Object.entries(fields) as [keyof FS & string, Field][];
}
