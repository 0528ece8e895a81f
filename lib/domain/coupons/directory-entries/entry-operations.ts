import { and, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { violatedConstraint } from '@/lib/core/database-errors';
import { type Directory, pluralOf } from '@/lib/core/entities/directory';
import type { Fields } from '@/lib/core/entities/field';
import { onlyWithProblems, settleOnlyWith } from '@/lib/core/entities/only-with';
import { type FieldErrors, Invalid } from '@/lib/core/errors';
import type { KeysetPage } from '@/lib/core/keyset';
import { changedFields } from '@/lib/platform/audit/changed-fields';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { ownerOf } from '@/lib/platform/context/own-integrator';
import type { LinkTable } from './count-of-coupons.sql';
import { entryList } from './entry-list';
import { type Entry, entryRows, type OwnTable } from './entry-table';
import { changeEntryInput, entryInput, listEntriesInput, newEntryInput } from './schemas';

type Values = Record<string, unknown>;

/** The use cases of a directory, made from its declaration and its table. */
export function entryOperations<FS extends Fields>(directory: Directory<FS>, own: OwnTable, links?: LinkTable) {
  const { singular, noun, fields } = directory;
  const words: Record<string, string> = directory.words;
  const plural = pluralOf(directory);
  const { table, columns, read, lock, assertOwn } = entryRows(directory, own, links);

  /** By name. @throws Forbidden, Invalid (`after` is not a cursor of this list) */
  const list = operation('coupons.read', listEntriesInput, async (ctx, input): Promise<KeysetPage<Entry<FS>>> => {
    const page = entryList(plural, table, input);
    const found = await ctx.db
      .select({ ...columns, sortValue: page.sortValue })
      .from(table)
      .where(page.where)
      .orderBy(...page.orderBy)
      .limit(page.limit)
      .offset(page.offset);
    return page.toPage(found as (Entry<FS> & { sortValue: string | null })[]) as unknown as KeysetPage<Entry<FS>>;
  });

  /** Also an archived one: coupons may still be limited to it. @throws Forbidden, NotFound */
  const get = operation('coupons.read', entryInput, (ctx, { id }) => read(ctx, id));

  /** @throws Forbidden, Invalid (another one has this name, or fields that contradict each other) */
  const create = operation(
    'coupons.write',
    newEntryInput(fields, directory.words),
    (ctx, input): Promise<Entry<FS>> =>
      inTransaction(ctx, async (tx) => {
        const values = input as Values;
        refuse(await findProblems(tx, values));
        const now = tx.now();
        const [row] = await tx.db
          .insert(table)
          .values({ ...(values as { name: string }), integratorId: ownerOf(tx.actor), createdAt: now, updatedAt: now })
          .returning(columns);
        if (!row) throw new Error(`The ${noun} was not written.`);
        await record(tx, 'created', row.id, values);
        return row as Entry<FS>;
      }).catch(refuseTakenName),
    { check: (ctx, given) => findProblems(ctx, given as Values) },
  );

  /**
   * Changes the fields given and no others. What redemptions name by its name then has the new one; what gives ids is
   * not touched.
   * @throws Forbidden, NotFound, Invalid, Conflict `archived`
   */
  const update = operation(
    'coupons.write',
    changeEntryInput(directory),
    (ctx, input): Promise<Entry<FS>> => {
      const { id, ...rest } = input as Values & { id: number };
      const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const changes = settleOnlyWith(fields, given);
      return inTransaction(ctx, async (tx) => {
        await assertOwn(tx, id);
        const before = await lock(tx, id);
        refuse(await findProblems(tx, changes, before));
        const changed = changedFields<Values>(before, changes);
        if (Object.keys(changed).length === 0) return before;
        const [row] = await tx.db
          .update(table)
          .set({ ...changes, updatedAt: tx.now() })
          .where(eq(table.id, id))
          .returning(columns);
        if (!row) throw new Error(`The ${noun} was not written.`);
        await record(tx, 'updated', id, changed);
        return row as Entry<FS>;
      }).catch(refuseTakenName);
    },
    {
      check: async (ctx, fieldsGiven) => {
        const { id, ...given } = fieldsGiven as Values & { id?: number };
        return findProblems(ctx, given, id === undefined ? undefined : await read(ctx, id));
      },
    },
  );

  /**
   * Takes one out of use: lists and pickers leave it out, no further coupon is limited to it, and its name is free. Links
   * that exist stay and keep restricting: a coupon whose only link is archived must not become one for everybody. Twice
   * is no error.
   * @throws Forbidden, NotFound
   */
  const archive = operation('coupons.write', entryInput, (ctx, { id }) => {
    const now = ctx.now();
    return move(ctx, id, 'archived', { archivedAt: now, updatedAt: now });
  });

  /** Undoes archiving. One that is not archived stays as it is. @throws Forbidden, NotFound, Invalid (its name is taken) */
  const restore = operation('coupons.write', entryInput, (ctx, { id }) =>
    move(ctx, id, 'restored', { archivedAt: null, updatedAt: ctx.now() }).catch(refuseTakenName),
  );

  function move(ctx: Context, id: number, done: 'archived' | 'restored', set: Partial<typeof table.$inferSelect>) {
    const from = done === 'archived' ? isNull(table.archivedAt) : isNotNull(table.archivedAt);
    return inTransaction(ctx, async (tx): Promise<Entry<FS>> => {
      await assertOwn(tx, id);
      const [row] = await tx.db
        .update(table)
        .set(set)
        .where(and(eq(table.id, id), from))
        .returning(columns);
      if (!row) return read(tx, id);
      await record(tx, done, id, { name: row.name });
      return row as Entry<FS>;
    });
  }

  /** Rules between fields, and a name that another one has. */
  async function findProblems(ctx: Context, given: Values, existing?: Entry<FS>): Promise<FieldErrors> {
    const ruled = onlyWithProblems(fields, { ...existing, ...settleOnlyWith(fields, given) });
    const problems: FieldErrors = Object.fromEntries(
      Object.entries(ruled).map(([field, refusal]) => [field, [words[refusal] ?? refusal]]),
    );
    if (typeof given.name === 'string' && (await isTaken(ctx, given.name, existing?.id))) {
      problems.name = [words.taken ?? ''];
    }
    return problems;
  }

  async function isTaken(ctx: Context, name: string, exceptId = 0): Promise<boolean> {
    const isSame = sql`lower(${table.name}) = lower(${name})`;
    const [other] = await ctx.db
      .select({ id: table.id })
      .from(table)
      .where(and(isSame, isNull(table.archivedAt), ne(table.id, exceptId)))
      .limit(1);
    return other !== undefined;
  }

  function record(tx: Context, done: string, subjectId: number, data: Values): Promise<void> {
    return recordAudit(tx, { action: `${singular}.${done}`, subjectKind: singular, subjectId, data });
  }

  /** The same refusal when two writes race and the index of names decides. @throws Invalid */
  function refuseTakenName(error: unknown): never {
    if (violatedConstraint(error) === `${plural}_name_key`) throw new Invalid({ name: [words.taken ?? ''] });
    throw error;
  }

  return { list, get, create, update, archive, restore };
}

function refuse(problems: FieldErrors): void {
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
}

export type EntryOperations<FS extends Fields = Fields> = ReturnType<typeof entryOperations<FS>>;
export type NewEntry<FS extends Fields> = z.input<EntryOperations<FS>['create']['input']>;
