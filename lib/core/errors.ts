/** Field name (dotted for nested) to what is wrong with it, in words that say what to do. */
export type FieldErrors = Record<string, string[]>;

/** What every refusal of the domain is; adapters map `code` to the shape of their contract. */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly status: number;
}

export class Unauthenticated extends DomainError {
  readonly code = 'unauthenticated';
  readonly status = 401;
  constructor(message = 'Sign in first.') {
    super(message);
  }
}

/** The API key was good once: what refuses it says so, and what to do. */
export class KeyExpired extends Unauthenticated {
  constructor() {
    super('This API key has expired. Ask the desk for a new one.');
  }
}

export class Forbidden extends DomainError {
  readonly code = 'forbidden';
  readonly status = 403;
  constructor(message = 'You do not have the right to do this.') {
    super(message);
  }
}

/** The API key is good, and not from where it is used. */
export class WrongNetwork extends Forbidden {
  constructor(address: string | undefined) {
    super(`This API key cannot be used from ${address ?? 'an unknown address'}.`);
  }
}

export class NotFound extends DomainError {
  readonly code = 'not_found';
  readonly status = 404;
  constructor(what: string) {
    super(`${what} was not found.`);
  }
}

export class Invalid extends DomainError {
  readonly code = 'invalid';
  readonly status = 400;
  constructor(
    readonly fields: FieldErrors,
    message = 'Some fields need another value.',
    /** Stable, for programs. */
    readonly reason = 'invalid',
  ) {
    super(message);
  }
}

/** The request is well formed, and the state of its subject forbids it. `reason` is stable, for programs. */
export class Conflict extends DomainError {
  readonly code = 'conflict';
  readonly status = 409;
  constructor(
    readonly reason: string,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

export class RateLimited extends DomainError {
  readonly code = 'rate_limited';
  readonly status = 429;
  constructor(readonly retryAfterSeconds: number) {
    super(`Too many attempts. Try again in ${retryAfterSeconds} seconds.`);
  }
}
