import { cookies, headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import { getRequestConfig } from 'next-intl/server';
import { findUserContext } from '@/app/session/current-user';
import { acceptedLanguages } from '@/lib/core/accepted-languages';
import {
  type DeskLanguage,
  type DeskLocale,
  findLanguage,
  isDeskLanguage,
  localeOf,
} from '@/lib/core/entities/desk-language';
import { logger } from '@/lib/core/logger';
import { defaultTimeZone } from '@/lib/core/time';
import type { UserActor } from '@/lib/platform/context/actor';
import { currentSettings } from '@/lib/platform/settings/current-settings';
import account from '../messages/en/account.json';
import activity from '../messages/en/activity.json';
import approvals from '../messages/en/approvals.json';
import auth from '../messages/en/auth.json';
import batches from '../messages/en/batches.json';
import codeCheck from '../messages/en/code-check.json';
import codes from '../messages/en/codes.json';
import common from '../messages/en/common.json';
import comparisons from '../messages/en/comparisons.json';
import coupons from '../messages/en/coupons.json';
import customers from '../messages/en/customers.json';
import deliveries from '../messages/en/deliveries.json';
import directory from '../messages/en/directory.json';
import docs from '../messages/en/docs.json';
import error from '../messages/en/error.json';
import exports from '../messages/en/exports.json';
import factors from '../messages/en/factors.json';
import find from '../messages/en/find.json';
import imports from '../messages/en/imports.json';
import integrators from '../messages/en/integrators.json';
import limits from '../messages/en/limits.json';
import links from '../messages/en/links.json';
import messaging from '../messages/en/messaging.json';
import navigation from '../messages/en/navigation.json';
import partner from '../messages/en/partner.json';
import products from '../messages/en/products.json';
import redemptions from '../messages/en/redemptions.json';
import reports from '../messages/en/reports.json';
import requests from '../messages/en/requests.json';
import roles from '../messages/en/roles.json';
import sales from '../messages/en/sales.json';
import security from '../messages/en/security.json';
import sell from '../messages/en/sell.json';
import settings from '../messages/en/settings.json';
import shifts from '../messages/en/shifts.json';
import statistics from '../messages/en/statistics.json';
import suppliers from '../messages/en/suppliers.json';
import team from '../messages/en/team.json';
import today from '../messages/en/today.json';
import views from '../messages/en/views.json';
import webhooks from '../messages/en/webhooks.json';
import { languageCookie } from './language-cookie';

const english = {
  account,
  activity,
  approvals,
  auth,
  batches,
  codes,
  common,
  comparisons,
  coupons,
  customers,
  deliveries,
  directory,
  imports,
  docs,
  error,
  exports,
  factors,
  find,
  integrators,
  limits,
  links,
  messaging,
  navigation,
  partner,
  products,
  redemptions,
  reports,
  requests,
  roles,
  sales,
  shifts,
  security,
  sell,
  settings,
  statistics,
  suppliers,
  team,
  today,
  views,
  webhooks,
  codeCheck,
};

type Messages = typeof english;
/** The build parses a text with values in it, which is a list of its parts then. */
type Text = string | unknown[];
type Texts = { [name: string]: Text | Texts };

declare module 'next-intl' {
  interface AppConfig {
    Locale: DeskLocale;
    Messages: Messages;
  }
}

const loaded = new Map<DeskLanguage, Promise<Messages>>();

/** Read from its files the first time that somebody wants it; what is not translated yet is in English. */
function messagesIn(language: DeskLanguage): Promise<Messages> {
  if (language === 'en') return Promise.resolve(english);
  const known = loaded.get(language) ?? load(language);
  loaded.set(language, known);
  return known;
}

async function load(language: Exclude<DeskLanguage, 'en'>): Promise<Messages> {
  // What refuses something is said in English; its translations are only there in the other languages.
  const parts = Object.entries({ ...english, refusals: {} }).map(async ([name, texts]) => {
    const file = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const { default: translated }: { default: Texts } =
      language === 'ne' ? await import(`../messages/ne/${file}.json`) : await import(`../messages/pt/${file}.json`);
    return [name, name === 'refusals' ? translated : withFallback(texts, translated)];
  });
  return Object.fromEntries(await Promise.all(parts));
}

function withFallback(texts: Texts, translated: Texts): Texts {
  const entries = Object.entries(texts).map(([name, text]) => {
    const other = translated[name];
    if (other === undefined) return [name, text];
    return [name, isText(text) || isText(other) ? other : withFallback(text, other)];
  });
  return Object.fromEntries(entries);
}

const isText = (value: Text | Texts): value is Text => typeof value === 'string' || Array.isArray(value);

type Chosen = Pick<UserActor, 'language' | 'calendar'>;

/** What a person set on their account. Error pages have a language too, when the person cannot be read. */
async function ownChoices(): Promise<Chosen> {
  try {
    return (await findUserContext())?.actor ?? {};
  } catch (error) {
    // The build learns so that a page depends on who asks.
    unstable_rethrow(error);
    logger.error({ err: error }, 'the language of a person was not read');
    return {};
  }
}

/** Chosen at sign-in, or the browser's own. */
async function languageOfBrowser(): Promise<DeskLanguage> {
  const chosen = (await cookies()).get(languageCookie)?.value;
  if (isDeskLanguage(chosen)) return chosen;
  const accepted = acceptedLanguages((await headers()).get('accept-language'));
  return accepted.map(findLanguage).find((language) => language !== undefined) ?? 'en';
}

/** Error pages show times too: the default zone is used when the settings cannot be read. */
async function organizationTimeZone(): Promise<string> {
  try {
    return (await currentSettings()).timeZone;
  } catch (error) {
    logger.error({ err: error }, 'the settings were not read');
    return defaultTimeZone;
  }
}

export default getRequestConfig(async () => {
  const { language: own, calendar } = await ownChoices();
  const language = own ?? (await languageOfBrowser());
  return {
    locale: localeOf(language, calendar),
    messages: await messagesIn(language),
    timeZone: await organizationTimeZone(),
  };
});
