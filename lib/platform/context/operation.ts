import { z } from 'zod';
import { type FieldErrors, Invalid, NeedsSecondFactor } from '@/lib/core/errors';
import { fieldErrorsOf, fieldsThatParse } from '@/lib/core/field-errors';
import { readInput } from '@/lib/core/read-input';
import { traced, tracer } from '@/lib/core/tracing';
import type { Actor } from './actor';
import { assertCan } from './assert-can';
import type { Context } from './context';
import { assertFreshProof, assertNotAway, type ProofNeed } from './fresh-proof';
import type { Permission } from './permissions';

/** The input of a use case as arguments: it can be left out where its schema takes `undefined`. */
export type Given<S extends z.ZodType> = undefined extends z.input<S> ? [input?: z.input<S>] : [input: z.input<S>];

/** A use case: what it needs to be allowed, what it takes, and the function itself. */
export type Operation<S extends z.ZodType, T, A extends Actor = Actor> = {
  (ctx: Context<A>, ...given: Given<S>): Promise<T>;
  /** The same for what was sent from outside: a key that the schema does not know is refused, not left out. */
  readonly strict: (ctx: Context<A>, ...given: Given<S>) => Promise<T>;
  /** What is wrong with an input, without running; for an adapter that refuses something else of the same request. */
  readonly problems: (ctx: Context<A>, input: unknown) => Promise<FieldErrors>;
  readonly permission: Permission | null;
  readonly input: S;
};

export type OperationOptions<S extends z.ZodType, A extends Actor = Actor> = {
  /**
   * What only the database knows to be wrong with these fields: asked when others do not parse, so that a refusal names
   * every bad field at once.
   */
  check?: (ctx: Context<A>, fields: Partial<z.output<S>>) => Promise<FieldErrors>;
  /**
   * A person has to have shown who they are within the minutes of the settings, for every input or for some. `always`: also
   * while the settings ask for none; `by_factor`: and with a second factor. All of them, and `after_away` alone: since they
   * were last away.
   */
  freshProof?: ProofNeed | ((ctx: Context<A>, input: z.output<S>) => ProofNeed | Promise<ProofNeed>);
  /**
   * What one person alone cannot do: a guard of `lib/platform/approvals/second-person.ts`. It lets an input pass, with who
   * approved it where somebody has, or refuses it with NeedsSecondPerson.
   */
  secondPerson?: (ctx: Context<A>, input: z.output<S>) => Promise<Context<A>>;
  /** Also for somebody who still has to set up the second factor that their role needs. */
  beforeSecondFactor?: true;
};

/** The schema of a use case that needs nothing but its context. */
export const noInput = z.object({}).default({});

/**
 * Declares a use case, so that permission, parsing and kinds of error are the same in all of them: it asserts the
 * permission, parses the input by its schema and runs with what came out. Adapters hand over what they were given.
 *
 * @param permission null where the kind of actor is enough, as for one's own account
 * @throws Forbidden, NeedsSecondFactor; Invalid with every bad field at once; NeedsProof; NeedsSecondPerson; what `check` and `run` throw
 */
export function operation<S extends z.ZodType, T, A extends Actor = Actor>(
  permission: Permission | null,
  schema: S,
  run: (ctx: Context<A>, input: z.output<S>) => Promise<T>,
  { check, freshProof, secondPerson, beforeSecondFactor }: OperationOptions<S, A> = {},
): Operation<S, T, A> {
  const assertAllowed = async (ctx: Context<A>) => {
    if (permission !== null) await assertCan(ctx, permission);
    if (!beforeSecondFactor && ctx.actor.kind === 'user' && ctx.actor.needsFactor) throw new NeedsSecondFactor();
  };
  const problems = async (ctx: Context<A>, input: unknown): Promise<FieldErrors> => {
    await assertAllowed(ctx);
    const { error } = schema.safeParse(input);
    const known = await check?.(ctx, fieldsThatParse(schema, input));
    return { ...known, ...(error ? fieldErrorsOf(error) : {}) };
  };
  const attributes = { 'coupon_desk.permission': permission ?? 'own' };
  const execute = (ctx: Context<A>, ...given: Given<S>): Promise<T> =>
    tracer()
      ? traced({ name: `use case ${permission ?? 'own'}`, kind: 'internal', attributes }, () => perform(ctx, ...given))
      : perform(ctx, ...given);
  const perform = async (ctx: Context<A>, ...[input]: Given<S>): Promise<T> => {
    await assertAllowed(ctx);
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw new Invalid(await problems(ctx, input));
    if (freshProof !== undefined) assertNotAway(ctx);
    const need = typeof freshProof === 'function' ? await freshProof(ctx, parsed.data) : freshProof;
    if (need !== undefined && !ctx.approval) await assertFreshProof(ctx, need);
    return run(secondPerson ? await secondPerson(ctx, parsed.data) : ctx, parsed.data);
  };
  const strict = async (ctx: Context<A>, ...given: Given<S>): Promise<T> => {
    const { unknown } = readInput(schema, given[0]);
    if (Object.keys(unknown).length > 0) throw new Invalid({ ...(await problems(ctx, given[0])), ...unknown });
    return execute(ctx, ...given);
  };
  return Object.assign(execute, { permission, input: schema, problems, strict });
}
