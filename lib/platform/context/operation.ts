import { z } from 'zod';
import { type FieldErrors, Invalid } from '@/lib/core/errors';
import { fieldErrorsOf, fieldsThatParse } from '@/lib/core/field-errors';
import type { Actor } from './actor';
import type { Context } from './context';
import { assertCan, type Permission } from './permissions';

/** The input of a use case as arguments: it can be left out where its schema takes `undefined`. */
export type Given<S extends z.ZodType> = undefined extends z.input<S> ? [input?: z.input<S>] : [input: z.input<S>];

/** A use case: what it needs to be allowed, what it takes, and the function itself. */
export type Operation<S extends z.ZodType, T, A extends Actor = Actor> = {
  (ctx: Context<A>, ...given: Given<S>): Promise<T>;
  /** What is wrong with an input, without running; for an adapter that refuses something else of the same request. */
  readonly problems: (ctx: Context<A>, input: unknown) => Promise<FieldErrors>;
  readonly permission: Permission | null;
  readonly input: S;
};

/** The schema of a use case that needs nothing but its context. */
export const noInput = z.object({}).default({});

/**
 * Declares a use case, so that permission, parsing and kinds of error are the same in all of them: it asserts the
 * permission, parses the input by its schema and runs with what came out. Adapters hand over what they were given.
 *
 * @param permission null where the kind of actor is enough, as for one's own account
 * @param check what only the database knows to be wrong with these fields: asked when others do not parse, so that a
 *   refusal names every bad field at once
 * @throws Forbidden; Invalid with every bad field at once; what `check` and `run` throw
 */
export function operation<S extends z.ZodType, T, A extends Actor = Actor>(
  permission: Permission | null,
  schema: S,
  run: (ctx: Context<A>, input: z.output<S>) => Promise<T>,
  check?: (ctx: Context<A>, fields: Partial<z.output<S>>) => Promise<FieldErrors>,
): Operation<S, T, A> {
  const problems = async (ctx: Context<A>, input: unknown): Promise<FieldErrors> => {
    if (permission !== null) assertCan(ctx, permission);
    const { error } = schema.safeParse(input);
    const known = await check?.(ctx, fieldsThatParse(schema, input));
    return { ...known, ...(error ? fieldErrorsOf(error) : {}) };
  };
  const execute = async (ctx: Context<A>, ...[input]: Given<S>): Promise<T> => {
    if (permission !== null) assertCan(ctx, permission);
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw new Invalid(await problems(ctx, input));
    return run(ctx, parsed.data);
  };
  return Object.assign(execute, { permission, input: schema, problems });
}
