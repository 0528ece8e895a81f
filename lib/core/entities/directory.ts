import type { Fields, RefusalsOf } from './field';

/**
 * A list of named entries that the platform keeps in step over the API, with a screen: what is archived leaves the lists
 * and frees its name.
 */
export type Directory<FS extends Fields = Fields> = {
  /** As the API and the audit log name one, `user_group`; its plural names the table, the list and the address. */
  singular: string;
  /** As in "Create a user group". */
  noun: string;
  /** As in "List the User groups". */
  title: string;
  fields: FS;
  /** Its own fields in the order of the table and of the line that describes one; the name is apart. */
  shown: readonly (keyof FS & string)[];
  /** Coupons can be limited to it: then it has a page with those, and lists can be imported. */
  isLinked?: true;
  /** The refusals of its fields as the API writes them. */
  words: Record<RefusalsOf<FS>, string>;
};

const define = <const FS extends Fields, const D extends Directory<FS>>(directory: D & Directory<FS>): D => directory;

export const nameWords = {
  blank: "can't be blank",
  long: 'must be at most 200 characters',
  line: 'must be one line of text',
  /** Among those that are not archived, without regard to case. */
  taken: 'has already been taken',
};

const name = {
  kind: 'name',
  refusal: 'blank',
  about: 'Unique without regard to case among those that are not archived.',
} as const;

const days = 'must be an integer from 1 to 36500';

export const directories = {
  userGroups: define({
    singular: 'user_group',
    noun: 'user group',
    title: 'Plans (user groups)',
    fields: { name: { ...name, example: 'Premium' } },
    shown: [],
    isLinked: true,
    words: nameWords,
  }),
  tvodPrices: define({
    singular: 'tvod_price',
    noun: 'TVOD price',
    title: 'TVOD prices',
    fields: {
      name: { ...name, example: 'Aluguel' },
      tvodType: {
        kind: 'choice',
        values: ['rental', 'purchase'],
        refusal: 'type',
        about: 'Whether a title is rented for `duration` days, or bought.',
        example: 'rental',
      },
      pricePaisa: {
        kind: 'integer',
        column: 'bigint',
        min: 0,
        max: 1_000_000_000,
        unit: 'paisa',
        api: 'price',
        refusal: 'price',
        about: 'In minor units.',
        example: 990,
      },
      durationDays: {
        kind: 'integer',
        column: 'integer',
        min: 1,
        max: 36_500,
        unit: 'days',
        nullable: true,
        default: null,
        onlyWith: { field: 'tvodType', value: 'rental', refusals: { missing: 'daysNeeded', extra: 'daysAbsent' } },
        api: 'duration',
        refusal: 'days',
        about: 'In days when rental, else null.',
        example: 2,
      },
    },
    shown: ['tvodType', 'durationDays', 'pricePaisa'],
    isLinked: true,
    words: {
      ...nameWords,
      type: 'must be rental or purchase',
      price: 'must be an integer from 0 to 1000000000, in minor units',
      days,
      daysNeeded: `${days} for a rental`,
      daysAbsent: 'must be absent for a purchase',
    },
  }),
};

export type DirectoryKind = keyof typeof directories;
export const directoryKinds = Object.keys(directories) as DirectoryKind[];

export const pluralOf = ({ singular }: Pick<Directory, 'singular'>) => `${singular}s`;

type Hyphenated<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Head}-${Hyphenated<Tail>}` : S;
export type PathOf<D extends Pick<Directory, 'singular'>> = Hyphenated<`${D['singular']}s`>;

/** The segment of its address: `user-groups`. */
export const pathOf = <const D extends Pick<Directory, 'singular'>>(directory: D) =>
  pluralOf(directory).replaceAll('_', '-') as PathOf<D>;
