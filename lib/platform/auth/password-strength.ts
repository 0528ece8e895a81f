import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** Ten thousand million guesses: what an attacker with the hash needs years for, and no sign-in page allows. */
const enoughGuesses = 10;
/** What comes after these characters is not looked at, so that no password takes long to estimate. */
const lookedAt = 64;

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Loaded for the first password that is chosen: fifty thousand common ones take 12 MB. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({
    dictionary: common.dictionary,
    graphs: common.adjacencyGraphs,
    maxLength: lookedAt,
    l33tMaxSubstitutions: 20,
  });
}

/**
 * What makes a password easy to guess, in words that say what to do; null when nothing does. No rules of composition: it is
 * compared with common passwords, keyboards, sequences, dates and with `about`, such as the person's name and email.
 */
export async function findWeakness(password: string, about: string[]): Promise<string | null> {
  estimator ??= loadEstimator();
  const zxcvbn = await estimator;
  const whole = zxcvbn.check(password, wordsOf(about));
  // What is between words makes none of them harder to guess.
  const joined = zxcvbn.check(password.replace(/[\s._-]+/g, ''), wordsOf(about));
  const { guessesLog10, sequence } = joined.guessesLog10 < whole.guessesLog10 ? joined : whole;
  if (guessesLog10 >= enoughGuesses) return null;
  if (sequence.some((part) => part.dictionaryName === 'userInputs')) {
    return 'Too much of this is your name, your email or the name of the company. Use other words.';
  }
  const [only] = sequence;
  if (sequence.length === 1 && only?.pattern === 'dictionary') {
    return 'This is among the passwords that are tried first. Use several words that have nothing to do with each other.';
  }
  if (sequence.some((part) => part.pattern === 'repeat')) {
    return 'Too much of this repeats itself. Use several words that have nothing to do with each other.';
  }
  return 'This is easy to guess: common passwords, dates and rows of keys are tried first. Add a few words that have nothing to do with it.';
}

/** Whole and in parts: of `sita.sharma@example.com` also `sita.sharma`, `sita`, `sharma` and `example`. */
function wordsOf(about: string[]): string[] {
  const parts = about.flatMap((text) => [text, ...text.split('@'), ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(parts.map((part) => part.toLowerCase()).filter((part) => part.length >= 3))];
}
