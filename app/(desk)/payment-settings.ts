'use client';

import { createContext, useContext } from 'react';
import type { PaymentSetting } from '@/lib/core/entities/payment-method';

const PaymentSettings = createContext<readonly PaymentSetting[]>([]);

/** The ways to pay that the settings have, of which an organization names its own. Apart from their words, which few pages need. */
export const PaymentSettingsProvider = PaymentSettings.Provider;

export const usePaymentSettings = () => useContext(PaymentSettings);
