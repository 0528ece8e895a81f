import { z } from 'zod';
import { alternatives } from './alternatives';

type Issue = Parameters<NonNullable<NonNullable<Parameters<typeof z.config>[0]>['customError']>>[0];

const kinds: Record<string, string> = {
  string: 'must be text',
  number: 'must be a number',
  int: 'must be an integer',
  bigint: 'must be an integer',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
  date: 'must be an ISO 8601 time, such as 2026-12-31T18:15:00Z',
  undefined: 'must be left out',
  never: 'must be left out',
  null: 'must be null',
};

const formats: Record<string, string> = {
  email: 'must be an email address',
  url: 'must be an address, such as https://example.com',
  datetime: 'must be an ISO 8601 time, such as 2026-12-31T18:15:00Z',
  date: 'must be a date, such as 2026-12-31',
  uuid: 'must be a UUID',
};

const sizes: Record<string, string> = { string: 'characters', array: 'entries', set: 'entries', file: 'bytes' };

type Bound = { origin: string; bound: unknown; isInclusive: boolean | undefined };

function bounded(side: 'least' | 'most', { origin, bound, isInclusive }: Bound): string {
  const size = sizes[origin];
  if (size) return `must have at ${side} ${bound} ${size}`;
  if (isInclusive === false) return `must be ${side === 'least' ? 'above' : 'below'} ${bound}`;
  return `must be at ${side} ${bound}`;
}

/** Of each form that a value can have, what is missing for it; of one that it nearly has, that alone. */
function unionWords(errors: readonly (readonly { code?: string | undefined; message: string }[])[]): string {
  const firsts = errors.flatMap(([first]) => (first ? [first] : []));
  const near = firsts.find(({ code }) => code !== 'invalid_type' && code !== 'invalid_union');
  const words = [...new Set((near ? [near] : firsts).map(({ message }) => message))];
  return alternatives(words.map((word, index) => (index === 0 ? word : word.replace(/^must be /, '')))) || wrongForm;
}

const wrongForm = 'has another form than it must have';

/** What is wrong with a value, where its schema does not say it itself. */
function inOurWords(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'must be given' : (kinds[issue.expected] ?? wrongForm);
    case 'invalid_value':
      return issue.input === undefined ? 'must be given' : `must be ${alternatives(issue.values)}`;
    case 'invalid_format':
      return formats[issue.format] ?? wrongForm;
    case 'too_small':
      return bounded('least', { origin: issue.origin, bound: issue.minimum, isInclusive: issue.inclusive });
    case 'too_big':
      return bounded('most', { origin: issue.origin, bound: issue.maximum, isInclusive: issue.inclusive });
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has fields that are not known: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return unionWords(issue.errors);
    default:
      return wrongForm;
  }
}

// For the whole process: the library's own wording reaches nobody.
z.config({ customError: inOurWords });
