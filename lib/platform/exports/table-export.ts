import type { z } from 'zod';
import type { Cell, TableFile } from '@/lib/core/table-file';
import type { Actor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { type Operation, type OperationOptions, operation } from '@/lib/platform/context/operation';
import { assertRoom } from './room';

/** What exports of lists differ in; `R` is what was found out and recorded before the first row is read. */
type Parts<I, A extends Actor, R> = {
  kind: string;
  /** The names of the columns, as the actor gets them. */
  columns: (ctx: Context<A>) => string[];
  /** Says in the activity who exports what. */
  record: (ctx: Context<A>, input: I) => Promise<R>;
  /** Whether it holds codes in clear, by which its file is as good as money. */
  isClear?: (input: I) => boolean;
  /** Without it, the kind. */
  name?: (recorded: R) => string;
  /** `recorded` is null before that. */
  count: (ctx: Context<A>, input: I, recorded: R | null) => Promise<number>;
  /** Where an input asks for it to be printed: the codes of the rows. */
  sheet?: (input: I, rows: AsyncGenerator<Cell[][]>) => TableFile['sheet'];
  /** Without the header, some rows at a time. */
  rows: (ctx: Context<A>, input: I, recorded: R) => AsyncGenerator<Cell[][]>;
};

export type TableExport<S extends z.ZodType, A extends Actor = Actor> = Operation<S, TableFile, A> & {
  readonly kind: string;
  readonly columns: (ctx: Context<A>) => string[];
  /** The rows once more, `from` what the first call gave: nothing is asked for or recorded again. */
  readonly repeat: (ctx: Context<A>, from: unknown) => TableFile;
};

/**
 * Declares the export of a list: a use case that records it and gives its rows, and how a job makes them again where they are
 * too many to wait for. Takes the same memory for ten rows and for a million.
 * @throws Forbidden, Invalid, Conflict (`too_many_exports`), and what `record` and the options throw
 */
export function tableExport<S extends z.ZodType, R = void, A extends Actor = Actor>(
  permission: Parameters<typeof operation>[0],
  schema: S,
  parts: Parts<z.output<S>, A, R>,
  options?: OperationOptions<S, A>,
): TableExport<S, A> {
  type From = { input: z.output<S>; recorded: R };
  const { kind, columns, name = () => kind, isClear = () => false } = parts;
  const repeat = (ctx: Context<A>, from: unknown): TableFile => {
    const { input, recorded } = from as From;
    const rows = parts.rows(ctx, input, recorded);
    const sheet = parts.sheet?.(input, rows);
    return {
      name: `${name(recorded)}-${ctx.now().toISOString().slice(0, 10)}`,
      rows: withHeader(columns(ctx), rows),
      ...(sheet ? { sheet } : {}),
      repeatable: {
        ...{ kind, isClear: isClear(input), from },
        count: () => parts.count(ctx, input, recorded),
      },
    };
  };
  const noRows = async function* () {};
  const isPrinted = (input: z.output<S>) => parts.sheet?.(input, noRows()) !== undefined;
  // Before the guard of a second person: what there is no room for uses up no approval.
  const secondPerson = async (ctx: Context<A>, input: z.output<S>) => {
    await assertRoom(ctx, isPrinted(input), () => parts.count(ctx, input, null));
    return options?.secondPerson ? options.secondPerson(ctx, input) : ctx;
  };
  const execute = operation(
    permission,
    schema,
    async (ctx: Context<A>, input: z.output<S>) =>
      repeat(ctx, { input, recorded: await parts.record(ctx, input) } satisfies From),
    { ...options, secondPerson },
  );
  return Object.assign(execute, { kind, columns, repeat });
}

async function* withHeader(header: string[], rows: AsyncGenerator<Cell[][]>): AsyncGenerator<Cell[][]> {
  yield [header];
  yield* rows;
}
