export type WordRule = {
  /** A regular expression over plain words; case does not count. */
  found: string;
  /** What to write in place of it. */
  write: string;
  /** `texts`: the message catalogue, where the word has one sense. `tree`: names, code, comments and documents too. */
  where: 'texts' | 'tree';
};

const tree: Omit<WordRule, 'where'>[] = [
  { found: 'mend(s|ed|ing)?', write: 'fix; in "Why doesn’t it work?" `resolution`' },
  { found: 'verdicts?', write: 'evaluation, or what it is: result, check, outcome' },
  { found: 'judg(e|es|ed|ing)', write: 'evaluate, validate, check' },
  { found: 'whoever', write: 'anyone who, any caller that, or the name of the role' },
  { found: 'for ever', write: 'forever' },
  { found: 'stand[- ]ins?', write: 'fake server' },
  { found: 'so many', write: 'this many, or the count' },
  { found: 'nought', write: 'zero' },
  { found: 'anew', write: 'again' },
  { found: 'beside', write: 'next to' },
  { found: 'hostile', write: 'fuzz, malformed, malicious' },
  { found: 'provocations?', write: 'error triggers' },
  { found: 'unseal(s|ed|ing)?', write: 'decrypt' },
  { found: 'keep(s|ing)? house', write: 'run housekeeping, or prune what it prunes' },
  { found: '(the|this|a|our) house|house ?(time ?zone|templates?|rules?)', write: 'organization' },
  { found: '(come|comes|came|coming) (to life|alive)|before[- ]life|use is alive', write: 'hydrate, hydrated' },
  { found: 'verbs?', write: 'use case, or service function' },
  { found: 'purse', write: 'available_account' },
  { found: 'fold(s|ed|ing)?', write: 'normalize (a code), roll up (counters)' },
  { found: 'lapses|lapsing|(has|have|had|is|was) lapsed|lapsed holds?', write: 'expire, expired' },
  { found: 'tell (redeemed|low stock)', write: 'notify, emit' },
  { found: 'sale[- ]acts?|an? act', write: 'operation, action' },
  { found: 'who may( not)?', write: 'who can, roles that can' },
  {
    found: '(for|by|to|from|than) who (asks|asked|can|cannot|could|does|gives|has|holds|is|needs|sees|sells|settles)',
    write: 'anyone who, or the person who',
  },
  { found: 'told', write: 'notified, shown, sent' },
  { found: 'stands?', write: 'is, is in, is shown, stays' },
  { found: 'at his', write: 'the name of the role' },
  { found: 'some months', write: 'multiple months' },
  { found: 'the line is (back|down)', write: 'connection; "You are back online"' },
  { found: 'twice is as once', write: 'a second call changes nothing' },
  {
    found: '(keep[- ]busy|thing[- ]picker|answer[- ]once|wire[- ]names|coupon[- ]wire|use[- ]leaving)',
    write: 'a name that says what it does',
  },
];

const texts: Omit<WordRule, 'where'>[] = [
  { found: 'house', write: 'organization' },
  { found: 'lapsed?', write: 'expire, expired' },
  { found: 'acts?', write: 'action, operation' },
  { found: 'alive', write: 'active, running' },
  { found: 'seal(s|ed|ing)?', write: 'encrypt, encrypted' },
  { found: 'you may not|they may not', write: 'you don’t have access, cannot, roles that can' },
  { found: 'the line is', write: 'connection; "You are back online"' },
  { found: 'wires?', write: 'API, contract' },
];

/** Where a word of the tree is a name in the database that a running earlier version still uses, and only there. */
export const namesOfEarlierVersions: readonly { word: string; files: readonly string[] }[] = [
  {
    // The column `code_upload_rows.verdict`, which is `result` in code.
    word: 'verdict',
    files: [
      'db/schema/code-uploads.ts',
      'lib/domain/coupons/codes/check-upload.sql.ts',
      'lib/domain/coupons/codes/import-rows.sql.ts',
      'lib/domain/coupons/codes/stage-rows.ts',
    ],
  },
  // The column `products.low_told_at`, which `low_stock_notified_at` took the place of.
  { word: 'told', files: ['CHANGELOG.md'] },
];

/** The words that this project does not use. Where two rules meet in a text the first one counts. */
export const wordRules: readonly WordRule[] = [
  ...tree.map((rule) => ({ ...rule, where: 'tree' as const })),
  ...texts.map((rule) => ({ ...rule, where: 'texts' as const })),
];
