/** Every address of the desk's screens, in one place. Ids are those that use cases return. */
type Id = number | string;

/** Of the pages whose path itself holds a token: what is before it. */
export const tokenOfPath = /^(\/(?:help|receipt)\/).+/s;

const segment = (id: Id) => encodeURIComponent(String(id));

export const routes = {
  today: () => '/',
  signIn: (returnTo?: string) => (returnTo ? `/sign-in?returnTo=${encodeURIComponent(returnTo)}` : '/sign-in'),
  /** What a customer is shown whose code was refused. */
  help: (token: string) => `/help/${segment(token)}`,
  /** Says to anybody whether a printed receipt is genuine. */
  receipt: (token: string) => `/receipt/${segment(token)}`,
  /** Why a provider's word was not enough to sign in; in words there. */
  signInRefused: (refused: string, provider: string, returnTo: string) =>
    `/sign-in?${new URLSearchParams({ refused, provider, returnTo })}`,
  /** The way to a provider and back. */
  signInAt: (provider: string, returnTo: string) =>
    `/api/auth/oidc/${segment(provider)}?returnTo=${encodeURIComponent(returnTo)}`,
  /** The same to confirm the session that is open. */
  proveAt: (provider: string, returnTo: string) =>
    `/api/auth/oidc/${segment(provider)}?proof=1&returnTo=${encodeURIComponent(returnTo)}`,
  /** A page of the desk, which says what came of it; what is after `#` is in no address that the server is sent. */
  afterProof: (returnTo: string, outcome: string) => `${returnTo.split('#')[0]}#proof=${outcome}`,
  setUpFactor: (returnTo?: string) =>
    returnTo ? `/second-factor?returnTo=${encodeURIComponent(returnTo)}` : '/second-factor',
  /** Says that the password which was just chosen can be used. */
  signInWithNewPassword: () => '/sign-in?chosen=1',
  forgotPassword: () => '/forgot-password',
  /** What comes after `#` stays in the browser: no server, log or other site gets the token. */
  invitation: (token: string) => `/invitation#${token}`,
  choosePassword: (token: string) => `/choose-password#${token}`,

  /** The reference makes a reload, a double press or a lost answer the same sale; without one the page makes it. */
  sell: (reference?: string) => (reference ? `/sell?reference=${segment(reference)}` : '/sell'),
  sales: () => '/sales',
  salesForPerson: () => '/sales?queue=needs-person',
  damagedPin: () => '/sales/damaged-pin',
  sale: (id: Id) => `/sales/${segment(id)}`,
  /** The customer of a sale, by which of its contacts, and how much of their timeline: the contact itself is in no address. */
  importContacts: () => '/customers/import',
  customerOfSale: (id: Id, { by, shown }: { by?: 'phone' | 'email'; shown?: number } = {}) => {
    const query = new URLSearchParams({ ...(by && { by }), ...(shown && { shown: String(shown) }) }).toString();
    return `/customers/${segment(id)}${query && `?${query}`}`;
  },
  salesOfShift: (shiftId: Id) => `/sales?shiftId=${segment(shiftId)}`,
  /** Sales as the list shows them, narrowed by its own filters. */
  salesWith: (filter: Record<string, string>) => `/sales?${new URLSearchParams(filter)}`,
  reports: (days?: { from: string; to: string; by?: string }) =>
    days ? `/reports?${new URLSearchParams(days)}` : '/reports',
  shifts: () => '/shifts',
  shift: (id: Id) => `/shifts/${segment(id)}`,
  codeCheck: () => '/code-check',

  coupons: () => '/coupons',
  /** `copyOf` fills the form with that coupon. */
  newCoupon: (copyOf?: Id) => (copyOf ? `/coupons/new?copy=${segment(copyOf)}` : '/coupons/new'),
  couponBin: () => '/coupons/bin',
  importCoupons: () => '/coupons/import',
  coupon: (id: Id) => `/coupons/${segment(id)}`,
  editCoupon: (id: Id) => `/coupons/${segment(id)}/edit`,
  deletedCodes: (id: Id) => `/coupons/${segment(id)}/codes?status=deleted`,
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
  /** A list as a saved view shows it. Which view it is does not narrow it: the filters are all there. */
  savedView: (list: string, parts: Record<string, string>, id: Id) =>
    `${list}?${new URLSearchParams({ ...parts, view: String(id) })}`,
  /** A list with everything in it, also for somebody whose list opens with a view. */
  everythingIn: (list: string) => `${list}?view=all`,
  /** Those of any directory, by its path. */
  directory: (path: string) => ({
    list: () => `/${path}`,
    entry: (id: Id) => `/${path}/${segment(id)}`,
    import: () => `/${path}/import`,
  }),

  products: () => '/products',
  newProduct: () => '/products/new',
  importProducts: () => '/products/import',
  product: (id: Id) => `/products/${segment(id)}`,
  suppliers: () => '/suppliers',
  comparisons: () => '/suppliers/comparisons',

  integrators: () => '/integrators',
  integrator: (id: Id) => `/integrators/${segment(id)}`,
  integratorStatement: (id: Id) => `/integrators/${segment(id)}/statement`,
  webhooks: () => '/webhooks',
  webhook: (id: Id) => `/webhooks/${segment(id)}`,
  requests: (filter?: Record<string, string>) => (filter ? `/requests?${new URLSearchParams(filter)}` : '/requests'),
  request: (id: Id) => `/requests/${segment(id)}`,

  partner: () => '/partner',
  partnerStatement: () => '/partner/statement',
  partnerSales: () => '/partner/sales',
  partnerCoupons: () => '/partner/coupons',
  partnerRedemptions: () => '/partner/redemptions',
  partnerWebhooks: () => '/partner/webhooks',
  partnerWebhook: (id: Id) => `/partner/webhooks/${segment(id)}`,
  partnerRequests: (filter?: Record<string, string>) =>
    filter ? `/partner/requests?${new URLSearchParams(filter)}` : '/partner/requests',
  partnerRequest: (id: Id) => `/partner/requests/${segment(id)}`,

  customers: () => '/customers',
  customerData: () => '/customers/data',
  team: () => '/team',
  teamWith: (filter: { role: string } | { search: string }) => `/team?${new URLSearchParams(filter)}`,
  roles: () => '/team/roles',
  activity: () => '/activity',
  /** All security events, or those that a filter finds. */
  security: (filter: Record<string, string> = {}) => {
    const query = new URLSearchParams(filter).toString();
    return query ? `/security?${query}` : '/security';
  },
  /** Where what led to an alert is: codes that were set aside, or security events. */
  securityAlert: (filter: Record<string, string>): string =>
    filter.coupon ? routes.deletedCodes(filter.coupon) : routes.security(filter),
  settings: () => '/settings',
  /** English for none. */
  messageSettings: (language = 'en') =>
    language === 'en' ? '/settings/messages' : `/settings/messages?${new URLSearchParams({ language })}`,
  securitySettings: () => '/settings/security',
  limitSettings: () => '/settings/limits',
  retentionSettings: () => '/settings/retention',
  reachedLimits: () => '/team/limits',
  approvals: () => '/approvals',
  /** One's own exports that are made in the background. */
  exports: () => '/exports',
  account: () => '/account',

  /** Every call of the API, and the guides. */
  apiReference: (filter?: string) => (filter ? `/docs?${new URLSearchParams({ q: filter })}` : '/docs'),
  /** The calls of one group of the reference, at one of them. */
  callsReference: (group: Id, call?: string) => `/docs/calls/${segment(group)}${call ? `#${call}` : ''}`,
  /** A guide for integrators, by the name of its file. */
  guide: (slug: Id) => `/docs/${segment(slug)}`,
} as const;
