import { and, inArray, isNull } from 'drizzle-orm';
import { couponFields } from '@/lib/core/entities/coupon';
import { apiName, type Fields } from '@/lib/core/entities/field';
import { couponWarnings, fieldOfDanger, isDanger } from '@/lib/domain/coupons/coupons/coupon-warnings';
import { dangerWords } from '@/lib/domain/coupons/coupons/danger-words';
import type { LinkKind } from '@/lib/domain/coupons/coupons/filters';
import { givenAlone } from '@/lib/domain/coupons/coupons/given-alone';
import { linkTables } from '@/lib/domain/coupons/coupons/link-tables';
import { linkedNames } from '@/lib/domain/coupons/coupons/linked-names';
import { mostGivenAway } from '@/lib/domain/coupons/coupons/most-given-away';
import { needForFreeCoupon } from '@/lib/domain/coupons/coupons/need-for-free-coupon';
import { type Compare, leaveOut, type ValidatedRow } from '@/lib/domain/coupons/imports/import-kind';
import { type Reason, reason, refusal, takenReason } from '@/lib/domain/coupons/imports/reasons';
import { digestNormalized } from '@/lib/domain/coupons/reading/digest-code';
import { findTakenCodes, keyOf, takenAsOwn } from '@/lib/domain/coupons/reading/find-taken-codes';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import type { Context } from '@/lib/platform/context/context';
import type { CouponEntry } from './coupon-entry';

type Row = ValidatedRow<CouponEntry> & { entry: CouponEntry };
type Named = Map<number, string>;

const fields: Fields = couponFields;

/** Gives coupons of a file their results: against each other, the codes there are, what they are limited to, and four eyes. */
export async function couponComparison(of: Context): Promise<Compare<CouponEntry>> {
  const seen = new Set<string>();
  const fourEyes = await readFourEyes(of.db);
  let together = fourEyes.couponPaisa === null ? 0 : await givenAlone(of);
  return async (ctx, rows) => {
    const some = rows.filter((row): row is Row => row.entry !== null);
    const digests = some.map(({ entry }) => digestNormalized(normalizeCode(entry.input.code)));
    const idsOf = (take: (input: CouponEntry['input']) => number[]) => some.flatMap(({ entry }) => take(entry.input));
    const [taken, groups, prices] = [
      await findTakenCodes(ctx.db, digests),
      await namesOf(
        ctx,
        'user_group',
        idsOf(({ userGroupIds, memberGroupIds }) => [...userGroupIds, ...memberGroupIds]),
      ),
      await namesOf(
        ctx,
        'tvod_price',
        idsOf(({ tvodPriceIds }) => tvodPriceIds),
      ),
    ];
    for (const row of some) {
      const { input } = row.entry;
      const by = takenAsOwn(taken, input.code);
      const problem = linkProblem(row.entry, groups, prices);
      const key = keyOf(input.code);
      if (by) Object.assign(row, { result: 'existing', problems: [takenReason(by)] });
      else if (seen.has(key)) row.result = 'duplicate';
      else if (problem) leaveOut(row, problem);
      else {
        const need = await needForFreeCoupon(ctx, input, fourEyes, together);
        if (need) leaveOut(row, reason('secondPerson'), refusal(null, need.what));
        else if (fourEyes.couponPaisa !== null) together += mostGivenAway(input);
        row.warnings = dangersOf(input, ctx.now());
      }
      seen.add(key);
    }
  };
}

/** What the form of a coupon says before it is created. */
const dangersOf = (input: CouponEntry['input'], now: Date): Reason[] =>
  couponWarnings(input, { used: 0, codesOut: 0 }, now)
    .filter(isDanger)
    .map((danger) => {
      const name = fieldOfDanger(danger);
      return refusal(apiName(name, fields[name]), dangerWords(danger));
    });

/** Those that can be linked, by id. */
async function namesOf({ db }: Context, kind: LinkKind, ids: number[]): Promise<Named> {
  if (ids.length === 0) return new Map();
  const { entries } = linkTables[kind];
  const found = await db
    .select({ id: entries.id, name: entries.name })
    .from(entries)
    .where(and(inArray(entries.id, [...new Set(ids)]), isNull(entries.archivedAt)));
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** An id of another desk is something else here: where the file has the names, too, they must be the same. */
function linkProblem({ input, said }: CouponEntry, groups: Named, prices: Named): Reason | undefined {
  const lists = [
    ['memberGroupIds', 'member_group_ids', groups],
    ['userGroupIds', 'user_group_ids', groups],
    ['tvodPriceIds', 'tvod_price_ids', prices],
  ] as const;
  for (const [name, column, known] of lists) {
    const ids = input[name];
    const missing = ids.filter((id) => !known.has(id));
    if (missing.length > 0) return reason('linkGone', { column, value: missing.join(', ') });
    const here = linkedNames([...ids].sort((a, b) => a - b).map((id) => known.get(id) ?? ''));
    const there = said?.[name];
    if (there && there !== here) return reason('otherDesk', { column, value: `${there} ≠ ${here}` });
  }
  return undefined;
}
