'use server';

import { action } from '@/app/session/action';
import { addCustomerNote } from '@/lib/domain/sales/customers/add-customer-note';
import { findCustomers } from '@/lib/domain/sales/customers/find-customers';
import { giveGoodwillCode } from '@/lib/domain/sales/customers/give-goodwill-code';

export const giveGoodwillCodeAction = action(giveGoodwillCode);
export const addCustomerNoteAction = action(addCustomerNote);
/** What is searched for is personal: it goes into no address, so searching is an action. */
export const findCustomersAction = action(findCustomers);
