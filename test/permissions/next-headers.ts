import { pageUserHeader } from '@/lib/platform/auth/page-user';

/**
 * What Next gives an action of a request. Test files of one process share the modules that have loaded it, so they share this as well:
 * with one each, the second would ask the browser of the first.
 */
export const browser = { cookie: '', pageUser: '', set: [] as string[] };

export const headers = async () =>
  new Headers({ host: 'localhost:3000', ...(browser.pageUser && { [pageUserHeader]: browser.pageUser }) });

export const cookies = async () => ({
  get: () => (browser.cookie ? { value: browser.cookie } : undefined),
  set: (cookie: { name: string } | string) => browser.set.push(typeof cookie === 'string' ? cookie : cookie.name),
});
