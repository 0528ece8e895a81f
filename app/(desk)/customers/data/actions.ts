'use server';

import { action } from '@/app/session/action';
import { eraseCustomer } from '@/lib/domain/sales/customers/erase-customer';
import { exportCustomer } from '@/lib/domain/sales/customers/export-customer';
import { findCustomer } from '@/lib/domain/sales/customers/find-customer';

export const findCustomerAction = action(findCustomer);
export const exportCustomerAction = action(exportCustomer);
export const eraseCustomerAction = action(eraseCustomer);
