import { createLoader, type inferParserType, parseAsString } from 'nuqs/server';
import { given } from '../../_fields/filter-params';

export const partnerCouponsParams = { q: parseAsString.withDefault(''), after: parseAsString };
export type PartnerCouponsParams = inferParserType<typeof partnerCouponsParams>;

export const loadPartnerCoupons = createLoader(partnerCouponsParams);

export const partnerCouponsInput = ({ q, after }: PartnerCouponsParams) => given({ q: q.slice(0, 200), after });
