import { tvodPrices, userGroups } from '@/db/schema/directories';
import { directories } from '@/lib/core/entities/directory';
import type { Form } from '@/lib/core/file-reading/table-reading';
import { linkTables } from '@/lib/domain/coupons/coupons/link-tables';
import { directoryKind } from '@/lib/domain/coupons/imports/directory-kind';
import { withJobs } from '@/lib/domain/coupons/imports/testing';
import { tvodPriceImport } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { userGroupImport } from '@/lib/domain/coupons/user-groups/user-groups';
import { type ContactEntry, contactForm } from '@/lib/domain/sales/contact-import/contact-form';
import { contactImport } from '@/lib/domain/sales/contact-import/contact-import';
import type { CorpusKind } from './corpus-kind';
import { coupons, products } from './coupon-kinds';

const only = <E extends Form>([form]: readonly E[]): E => {
  if (!form) throw new Error('There is no form.');
  return form;
};

const groups: CorpusKind = {
  name: 'user groups',
  operations: withJobs(userGroupImport),
  form: only(directoryKind(directories.userGroups, userGroups, linkTables.user_group).forms),
  headers: {
    english: ['No', 'Name', 'Remarks'],
    nepali: ['क्र.सं.', 'नाम', 'कैफियत'],
    portuguese: ['Nº', 'Nome', 'Observação'],
    unknown: ['Laufnummer', 'Bezeichnung', 'Anmerkung'],
    'two that fit': ['Nome', 'Name', 'Remarks'],
  },
  columns: ['', 'name', ''],
  rows: [
    ['11', 'Gold plan', 'Dashain, gold; 20% | new'],
    ['12', 'Café – São Paulo', 'plain'],
    ['13', 'Silver, "old" one; 2', ''],
    ['14', 'Family 4+1', '250,50'],
  ],
  said: ({ name }: { name: string }) => [name],
  means: [['Gold plan'], ['Café – São Paulo'], ['Silver, "old" one; 2'], ['Family 4+1']],
  damaged: {
    exponent: [['17', '1.23E+15', 'x']],
    '.0': [['17', '4071234567890.0', 'x']],
    'changed figure': [['17', '01-Mar', 'x']],
    total: [['5', 'Total', '1000']],
    'extra cell': [['17', 'Tihar', 'silver', 'x']],
    'open quote': [['17', '"Tihar']],
  },
};

const prices: CorpusKind = {
  name: 'TVOD prices',
  operations: withJobs(tvodPriceImport),
  form: only(directoryKind(directories.tvodPrices, tvodPrices, linkTables.tvod_price).forms),
  headers: {
    english: ['No', 'Name', 'Type', 'Price', 'Currency', 'Days', 'Remarks'],
    nepali: ['क्र.सं.', 'नाम', 'प्रकार', 'मूल्य', 'मुद्रा', 'दिन', 'कैफियत'],
    portuguese: ['Nº', 'Nome', 'Tipo', 'Preço', 'Moeda', 'Dias', 'Observação'],
    unknown: ['Laufnummer', 'Bezeichnung', 'Art', 'Betrag', 'Währung', 'Frist', 'Anmerkung'],
    'two that fit': ['Nr', 'Name', 'Type', 'Price', 'Currency', 'Preço', 'Remarks'],
  },
  columns: ['', 'name', 'tvod_type', 'price', 'currency', 'duration', ''],
  rows: [
    ['11', 'Rent, short', 'rental', '1,250.50', 'NPR', '2', 'Dashain, gold; 20% | new'],
    ['12', 'Aluguel – São', 'aluguel', '99', 'Rs', '30', ''],
    ['13', 'Buy; "all"', 'Purchase', 'Rs 12,34,567', '', '', '250,50'],
    ['14', 'Free', 'rental', '0', 'NPR', '7', 'x'],
  ],
  said: ({ name, tvodType, pricePaisa, durationDays }: Record<string, unknown>) => [
    ...[name, tvodType, pricePaisa, durationDays],
  ],
  means: [
    ['Rent, short', 'rental', 125_050, 2],
    ['Aluguel – São', 'rental', 9900, 30],
    ['Buy; "all"', 'purchase', 123_456_700, null],
    ['Free', 'rental', 0, 7],
  ],
  damaged: {
    exponent: [['17', '1.23E+15', 'rental', '5', '', '2', '']],
    '.0': [['17', '4071.0', 'rental', '5', '', '2', '']],
    'changed figure': [
      ['17', 'Changed', 'rental', '1.23E+05', '', '2', ''],
      ['18', 'Changed days', 'rental', '5', '', '02-Mar', ''],
      ['19', 'Dollars', 'rental', '5', 'USD', '2', ''],
    ],
    'other decimals': [
      ['17', 'Comma', 'rental', '250,50', '', '2', ''],
      ['18', 'Dot', 'rental', '1.250,50', '', '2', ''],
      ['19', 'Thousands', 'rental', '1.250', '', '2', ''],
    ],
    total: [['5', 'Total', '', '1000', 'NPR', '39', '']],
    'extra cell': [['17', 'Tihar', 'silver', 'rental', '5', '', '2', '']],
    'open quote': [['17', '"Tihar', 'rental', '5', '', '2', '']],
  },
};

const contacts: CorpusKind = {
  name: 'contacts',
  operations: withJobs(contactImport),
  form: contactForm,
  headers: {
    english: ['No', 'Mobile', 'Language', 'Notes', 'Town'],
    nepali: ['क्र.सं.', 'मोबाइल', 'भाषा', 'टिप्पणी', 'ठाउँ'],
    portuguese: ['Nº', 'Telefone', 'Idioma', 'Observação', 'Cidade'],
    unknown: ['Laufnummer', 'Rufnummer', 'Sprache', 'Anmerkung', 'Ort'],
    'two that fit': ['No', 'Mobile', 'Language', 'Notes', 'Email'],
  },
  columns: ['', 'contact', 'language', 'note', ''],
  rows: [
    ['11', '9841000311', 'ne', 'Pays, cash; "late" | new', 'Ilam'],
    ['12', '+977 984-100 0312', 'English', '', ''],
    ['13', 'Sita@Example.com', '', 'São – plain', 'x'],
    ['14', '09841000314', 'pt-BR', '250,50', ''],
  ],
  said: ({ contact, language, note }: ContactEntry) => [contact, language, note],
  means: [
    ['+9779841000311', 'ne', 'Pays, cash; "late" | new'],
    ['+9779841000312', 'en', null],
    ['sita@example.com', null, 'São – plain'],
    ['+9779841000314', 'pt', '250,50'],
  ],
  damaged: {
    exponent: [['17', '9.84E+09', 'ne', '', '']],
    '.0': [['17', '9841000317.0', 'ne', '', '']],
    'changed figure': [['17', '9841000317', 'TRUE', '', '']],
    total: [['5', 'Total', '', '1000', '']],
    'extra cell': [['17', '9841000317', 'ne', 'silver', 'Ilam', 'x']],
    'open quote': [['17', '9841000317', 'ne', '"Tihar', '']],
  },
};

export const kinds = [groups, prices, contacts, products, coupons];
