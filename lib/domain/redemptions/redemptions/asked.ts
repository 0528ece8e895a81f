import type { RedeemRequest } from './redeem-request';

const kept = [
  'user_status',
  'group_ids',
  'group_names',
  'plan_id',
  'plan_name',
  'plan_by_groups',
  'tvod_price_id',
] as const satisfies readonly (keyof RedeemRequest)[];

/** What a request asked for and what it said of the user, as it is kept for a replay: what it did not say is left out. */
export type Asked = Partial<Pick<RedeemRequest, (typeof kept)[number]>>;

/** Of more than this, as of a user in hundreds of groups, nothing is kept. */
const mostCharacters = 1000;

/** Null where it is too long to keep. */
export function askedOf(request: Required<Asked>): Asked | null {
  const hasGroups = request.group_ids.length + request.group_names.length > 0;
  const given = { ...request, plan_by_groups: request.plan_by_groups && hasGroups };
  const said = kept.filter((name) => {
    const value = given[name];
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== false;
  });
  const asked = Object.fromEntries(said.map((name) => [name, given[name]])) as Asked;
  return JSON.stringify(asked).length > mostCharacters ? null : asked;
}
