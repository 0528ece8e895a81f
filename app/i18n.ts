import { cookies } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { logger } from '@/lib/core/logger';
import { defaultTimeZone } from '@/lib/core/time';
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
import factors from '../messages/en/factors.json';
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
import webhooks from '../messages/en/webhooks.json';

const messages = {
  en: {
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
    factors,
    integrators,
    limits,
    links,
    messaging,
    navigation,
    partner,
    products,
    redemptions,
    reports,
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
    webhooks,
    codeCheck,
  },
};

type Locale = keyof typeof messages;

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: (typeof messages)['en'];
  }
}

function isLocale(value: string | undefined): value is Locale {
  return value !== undefined && Object.hasOwn(messages, value);
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
  const wanted = (await cookies()).get('locale')?.value;
  const locale = isLocale(wanted) ? wanted : 'en';
  return { locale, messages: messages[locale], timeZone: await organizationTimeZone() };
});
