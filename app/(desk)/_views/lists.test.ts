import type { ParserMap } from 'nuqs/server';
import { expect, it } from 'vitest';
import { type SavedListName, savedListNames, savedLists } from '@/lib/domain/finding/saved-views/lists';
import { directoryListParams } from '../_directory/search-params';
import { activityParams } from '../activity/search-params';
import { couponListParams } from '../coupons/search-params';
import { partnerCouponsParams } from '../partner/coupons/search-params';
import { partnerRedemptionsParams } from '../partner/redemptions/search-params';
import { partnerSalesParams } from '../partner/sales/search-params';
import { redemptionParams } from '../redemptions/search-params';
import { requestParams } from '../requests/search-params';
import { salesParams } from '../sales/search-params';
import { securityParams } from '../security/search-params';
import { shiftsParams } from '../shifts/search-params';
import { teamParams } from '../team/search-params';

const { integratorId: _, ...ownRequestParams } = requestParams;

const addresses: Record<SavedListName, ParserMap> = {
  '/coupons': couponListParams,
  '/coupons/bin': couponListParams,
  '/user-groups': directoryListParams,
  '/tvod-prices': directoryListParams,
  '/sales': salesParams,
  '/redemptions': redemptionParams,
  '/shifts': shiftsParams,
  '/requests': requestParams,
  '/activity': activityParams,
  '/security': securityParams,
  '/team': teamParams,
  '/partner/sales': partnerSalesParams,
  '/partner/coupons': partnerCouponsParams,
  '/partner/redemptions': partnerRedemptionsParams,
  '/partner/requests': ownRequestParams,
};

const ofPages = ['after', 'before', 'page'];

it.each(savedListNames)('views of %s know every part of its address that is not its page', (name) => {
  const list: { filters: object; text?: string; personal?: string } = savedLists[name];
  const known = [...Object.keys(list.filters), list.text, list.personal].filter((part) => part !== undefined);
  const parts = Object.keys(addresses[name]).filter((part) => !ofPages.includes(part));
  expect(known.toSorted()).toEqual(parts.toSorted());
});
