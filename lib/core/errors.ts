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

/** The session is good, and its user last showed who they are too long ago for this. The same request is good after a proof. */
export class NeedsProof extends DomainError {
  readonly code: string = 'needs_proof';
  readonly status = 403;
  constructor(message = 'Confirm that it is you, then send it again. Nothing was changed.') {
    super(message);
  }
}

/** As NeedsProof, of somebody who has a second factor: it has to be shown, and neither a password nor a provider is enough. */
export class NeedsFactorProof extends NeedsProof {
  override readonly code = 'needs_factor_proof';
  constructor() {
    super('Confirm that it is you with a second factor, then send it again. Nothing was changed.');
  }
}

/** The session was not used for longer than the settings allow before this. The same request is good after a proof. */
export class WasAway extends NeedsProof {
  override readonly code = 'was_away';
  constructor() {
    super('You were away for a while. Confirm that it is you, then send it again. Nothing was changed.');
  }
}

/** A role that needs a second factor, in the hands of somebody who has none. */
export class NeedsSecondFactor extends DomainError {
  readonly code = 'needs_second_factor';
  readonly status = 403;
  constructor() {
    super('Your role needs a second factor. Set one up first: reload the page.');
  }
}

/** One person is not enough for this. What a person sent is kept as a draft, whose id is in `details`; of a key nothing is. */
export class NeedsSecondPerson extends DomainError {
  readonly code = 'needs_second_person';
  readonly status = 403;
  constructor(
    message: string,
    readonly details: { approvalId?: number; reason?: string } = {},
  ) {
    super(message);
  }
}

/** The API key is good, and not from where it is used. */
export class WrongNetwork extends Forbidden {
  constructor(address: string | undefined) {
    super(`This API key cannot be used from ${address ?? 'an unknown address'}.`);
  }
}

/** A publishable key is good, and not in this page. */
export class OriginNotAllowed extends DomainError {
  readonly code = 'origin_not_allowed';
  readonly status = 403;
  constructor(origin: string | undefined) {
    super(
      origin === undefined
        ? 'A publishable key works in browsers alone: the request has no Origin.'
        : 'This publishable key cannot be used from this page. Add its origin to the key.',
    );
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
  constructor(
    readonly retryAfterSeconds: number,
    what: 'attempts' | 'requests' = 'attempts',
  ) {
    super(`Too many ${what}. Try again in ${retryAfterSeconds} seconds.`);
  }
}

/** Not now: the same request can be sent again in `retryAfterSeconds`. Nothing is said of what came before it, unless the text does. */
export abstract class NotNow extends DomainError {
  readonly status = 503;
  readonly retryAfterSeconds: number = 1;
}

/** Somebody else holds what this needs, or too much is asked at once. */
export class Busy extends NotNow {
  readonly code = 'busy';
  constructor(message = 'Somebody else is changing the same thing at the moment. Send the same request again.') {
    super(message);
  }
}

/** The database does not answer, or cannot write. */
export class Unavailable extends NotNow {
  readonly code = 'unavailable';
  constructor(
    message = 'The desk cannot reach its database, or cannot write to it. Send the same request again later.',
  ) {
    super(message);
  }
}

/** It was sent to the database, and what became of it was not answered. */
export class OutcomeUnknown extends NotNow {
  readonly code = 'outcome_unknown';
  constructor() {
    super(
      'The answer of the database was lost: this may have been done. Send the same request again with the same Idempotency-Key, and it is done once.',
    );
  }
}
