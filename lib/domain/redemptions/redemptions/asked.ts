/** What a request asks for and what it says of the user, named as in the request. */
type Said = {
  user_status: string | null;
  group_ids: number[];
  group_names: string[];
  plan_id: number | null;
  plan_name: string | null;
  plan_by_groups: boolean;
  tvod_price_id: number | null;
};

/** Of a request, in the order of its statement. */
export const askedColumns = [
  'user_status',
  'group_ids',
  'group_names',
  'plan_id',
  'plan_name',
  'plan_by_groups',
  'tvod_price_id',
] as const satisfies readonly (keyof Said)[];

/** The same as it is kept for a replay: what was not said is left out. */
export type Asked = Partial<Said>;

/** Of more than this, as of a user in hundreds of groups, nothing is kept. */
const mostCharacters = 1000;

/** Null where it is too long to keep. */
export function askedOf(request: Said): Asked | null {
  const hasGroups = request.group_ids.length + request.group_names.length > 0;
  const given = { ...request, plan_by_groups: request.plan_by_groups && hasGroups };
  const said = askedColumns.filter((name) => {
    const value = given[name];
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== false;
  });
  const asked = Object.fromEntries(said.map((name) => [name, given[name]])) as Asked;
  return JSON.stringify(asked).length > mostCharacters ? null : asked;
}
