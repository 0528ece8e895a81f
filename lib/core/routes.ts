/** Every address of the desk's screens, in one place. Ids are those that use cases return. */
type Id = number | string;

const segment = (id: Id) => encodeURIComponent(String(id));

export const routes = {
  today: () => '/',
  signIn: (returnTo?: string) => (returnTo ? `/sign-in?returnTo=${encodeURIComponent(returnTo)}` : '/sign-in'),

  /** The reference makes a reload, a double press or a lost answer the same sale; without one the page makes it. */
  sell: (reference?: string) => (reference ? `/sell?reference=${segment(reference)}` : '/sell'),
  sales: () => '/sales',
  salesForPerson: () => '/sales?queue=needs-person',
  sale: (id: Id) => `/sales/${segment(id)}`,
  codeCheck: () => '/code-check',

  coupons: () => '/coupons',
  /** `copyOf` fills the form with that coupon. */
  newCoupon: (copyOf?: Id) => (copyOf ? `/coupons/new?copy=${segment(copyOf)}` : '/coupons/new'),
  couponBin: () => '/coupons/bin',
  coupon: (id: Id) => `/coupons/${segment(id)}`,
  editCoupon: (id: Id) => `/coupons/${segment(id)}/edit`,
  couponCodes: (id: Id, batchId?: Id) => `/coupons/${segment(id)}/codes${batchId ? `?batch=${segment(batchId)}` : ''}`,
  issueCodes: (id: Id) => `/coupons/${segment(id)}/codes/issue`,
  importCodes: (id: Id) => `/coupons/${segment(id)}/codes/import`,
  codeBatches: (id: Id) => `/coupons/${segment(id)}/codes/batches`,
  couponUserGroups: (id: Id) => `/coupons/${segment(id)}/user-groups`,
  couponTvodPrices: (id: Id) => `/coupons/${segment(id)}/tvod-prices`,
  couponStatistics: (id: Id) => `/coupons/${segment(id)}/statistics`,
  couponActivity: (id: Id) => `/coupons/${segment(id)}/activity`,
  /** All, or those of one coupon, of one issued code or of one user. */
  redemptions: (of?: { couponId: Id } | { codeId: Id } | { user: string }) => {
    if (!of) return '/redemptions';
    if ('user' in of) return `/redemptions?search=${segment(of.user)}`;
    return 'codeId' in of
      ? `/redemptions?codeId=${segment(of.codeId)}`
      : `/redemptions?couponId=${segment(of.couponId)}`;
  },
  redemption: (id: Id) => `/redemptions/${segment(id)}`,
  statistics: () => '/statistics',
  userGroups: () => '/user-groups',
  userGroup: (id: Id) => `/user-groups/${segment(id)}`,
  tvodPrices: () => '/tvod-prices',
  tvodPrice: (id: Id) => `/tvod-prices/${segment(id)}`,
  /** Those of any directory, by its path. */
  directory: (path: string) => ({
    list: () => `/${path}`,
    entry: (id: Id) => `/${path}/${segment(id)}`,
    import: () => `/${path}/import`,
  }),

  products: () => '/products',
  newProduct: () => '/products/new',
  product: (id: Id) => `/products/${segment(id)}`,
  suppliers: () => '/suppliers',

  integrators: () => '/integrators',
  integrator: (id: Id) => `/integrators/${segment(id)}`,
  integratorStatement: (id: Id) => `/integrators/${segment(id)}/statement`,
  webhooks: () => '/webhooks',
  webhook: (id: Id) => `/webhooks/${segment(id)}`,

  team: () => '/team',
  activity: () => '/activity',
  settings: () => '/settings',
  messageSettings: () => '/settings/messages',
  account: () => '/account',

  apiReference: () => '/docs',
} as const;
