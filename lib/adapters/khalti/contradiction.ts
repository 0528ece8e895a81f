const done = String.raw`(?:success\w*|completed|approved|delivered|purchased)`;
const undone = new RegExp(
  String.raw`\bunsuccess\w*|(?:\b(?:not|never|without|cannot|no)\b|n['’]t\b)[^.;,:]{0,24}?\b${done}(?:\s+${done})*`,
  'giu',
);
const success = new RegExp(String.raw`\b${done}`, 'iu');
const failure = /\b(?:failed|failure|declined|rejected|cancell?ed|reversed|refunded|expired)\b/iu;

/** "Transaction received successfully", but not "was not successful". In doubt yes: yes keeps a sale open, no ends it. */
export function speaksOfSuccess(text: string): boolean {
  return success.test(text.replaceAll(undone, ''));
}

export function speaksOfFailure(text: string): boolean {
  return failure.test(text) || text.search(undone) !== -1;
}
