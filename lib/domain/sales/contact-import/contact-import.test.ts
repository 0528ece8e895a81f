import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { inPieces, problemsOf, readAsProposed, untranslated, withJobs } from '@/lib/domain/coupons/imports/testing';
import { eraseCustomer } from '@/lib/domain/sales/customers/erase-customer';
import { findErased, pruneErasedContacts } from '@/lib/domain/sales/customers/erased-contacts';
import { exportCustomer } from '@/lib/domain/sales/customers/export-customer';
import { findCustomer } from '@/lib/domain/sales/customers/find-customer';
import { getCustomer } from '@/lib/domain/sales/customers/get-customer';
import { findTexts, makeCustomerSale } from '@/lib/domain/sales/customers/testing';
import { customerLanguageOf } from '@/lib/domain/sales/deliveries/customer-language-of';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { keyring } from '@/lib/platform/keys/keyring';
import { prepared } from '@/test/prepared';
import { contactImport } from './contact-import';

const test = openTestDatabase({ max: 6 });
const clock = { at: new Date() };
const admin = prepared(async () => (await makeSignedIn(test.db, 'admin', clock)).ctx);
const stock = prepared(() => makeStock(test.db, 5));

const checked = async (text: string) =>
  withJobs(contactImport).checkFile(admin, {
    ...(await readAsProposed(contactImport, admin, text)),
    file: inPieces(text),
  });
const imported = async (text: string) =>
  withJobs(contactImport).importFile(admin, {
    ...(await readAsProposed(contactImport, admin, text)),
    fileName: 'contacts.csv',
    file: inPieces(text),
  });
const languageOf = (phone: string | null, email: string | null = null) =>
  customerLanguageOf(test.db, { phone, email, language: null });

describe('a file of contacts', () => {
  it('gets a result for each row, however a contact and a language are written', async () => {
    const [pin = ''] = stock.pins;
    const rows = [
      'Mobile number;भाषा;Notes',
      '९८४-१० ०० ३०१;Nepali;"Pays ""cash""; calls late"',
      '+977 9841000301;en-GB;',
      'Sita@Example.com;PT;',
      '9841000303;;Wants a receipt',
      '9841000304;;',
      '9.84E+09;ne;',
      '9841000305;french;',
      `9841000306;;Has ${pin}`,
    ];
    const { counts, shown, reasons } = await checked(rows.join('\r\n'));
    expect(untranslated(reasons)).toEqual([]);
    expect(counts).toEqual({ new: 3, existing: 0, duplicate: 1, malformed: 4, not_data: 0 });
    expect(shown.map(problemsOf).filter(Boolean)).toEqual([
      'has neither a language nor a note',
      expect.stringContaining('A spreadsheet took this number for an amount'),
      'language: Write en, ne or pt.',
      'note: Leave the PIN out.',
    ]);
    expect(await imported(rows.join('\r\n'))).toMatchObject({ added: 3 });
    expect((await checked(rows.join('\r\n'))).counts).toMatchObject({ new: 0, existing: 4 });
    expect(await languageOf('+9779841000301')).toBe('ne');
    expect(await languageOf('+9779841000399', 'sita@example.com')).toBe('pt');
    expect(await findCustomer(admin, { contact: '9841000301' })).toMatchObject({ sales: 0, notes: 1, language: 'ne' });
  });

  it('asks which column is the contact where there are two', async () => {
    const text = 'phone,email,language\n9841000307,hari@example.com,ne\n';
    const head = await contactImport.readHead(admin, { isWhole: true, file: inPieces(text) });
    expect(head.questions).toContain('places');
    expect(head.asked).toEqual(['contact']);
  });

  it('is undone with its notes, and the activity has no contact', async () => {
    const { id } = await imported('contact,language,note\n9841000310,ne,Undo me\nundone@example.com,,Me too\n');
    expect(await withJobs(contactImport).undoImport(admin, { id: Number(id) })).toMatchObject({
      undone: 2,
      staying: 0,
      gone: 0,
    });
    await expect(withJobs(contactImport).undoImport(admin, { id: Number(id) })).rejects.toMatchObject({
      reason: 'undone',
    });
    expect(await findTexts(test, '9841000310', 'undone@example.com', 'Undo me')).toEqual([]);
    const acts = await test.db.select().from(auditEvents).where(eq(auditEvents.subjectKind, 'customer'));
    expect(acts.map(({ action }) => action)).toEqual([
      'customer.imported',
      'customer.imported',
      'customer.import_undone',
    ]);
  });
});

describe('what was imported of a customer', () => {
  it('is on their page, in their export, below what a sale says, and goes with them', async () => {
    const { product } = stock;
    const sale = await makeCustomerSale(test, { admin, seller: admin, productId: product.id });
    await imported(`contact,language,note\n${sale.phone},ne,Came from the old shop\n`);
    const phone = `+977${sale.phone}`;
    const { customer } = await getCustomer(admin, { saleId: sale.id });
    expect(customer?.timeline).toContainEqual(
      expect.objectContaining({ kind: 'note', text: 'Came from the old shop' }),
    );
    expect(await exportCustomer(admin, { contact: phone })).toMatchObject({
      imported: [{ language: 'ne' }],
      notes: [{ text: 'Came from the old shop', saleId: null }],
    });
    expect(await languageOf(phone)).toBe('ne');
    await test.sql`update sales set language = 'pt' where id = ${sale.id}`;
    expect(await languageOf(phone)).toBe('pt');
    await eraseCustomer(admin, { contact: phone, reason: 'They asked for it.' });
    expect(await findTexts(test, sale.phone, 'Came from the old shop')).toEqual([]);
  });

  it('is left out of an import once it was erased, with the reason, and every contact of the customer with it', async () => {
    const { product } = stock;
    const sale = await makeCustomerSale(test, { admin, seller: admin, productId: product.id });
    await eraseCustomer(admin, { contact: sale.phone, reason: 'They asked for it.' });
    const text = `contact,language\n${sale.phone},ne\n${sale.email.toUpperCase()},ne\n9841000331,ne\n`;
    const { counts, shown } = await checked(text);
    expect(counts).toMatchObject({ new: 1, malformed: 2 });
    expect(problemsOf(shown[0] ?? expect.fail())).toBe(
      'contact: Its customer had it erased, so it is not brought back.',
    );
    expect(await imported(text)).toMatchObject({ added: 1 });
    expect(await findTexts(test, sale.phone, sale.email)).toEqual([]);
  });

  it('does not come back by an import that was checked before the erasure and goes on after it', async () => {
    const { phone } = await makeCustomerSale(test, { admin, seller: admin, productId: stock.product.id });
    const { importing } = await test.db.transaction(async (db) => {
      await eraseCustomer({ ...admin, db }, { contact: phone, reason: 'They asked.' });
      const adding = imported(`contact,language\n${phone},pt\n9841000341,pt\n`);
      adding.catch(() => {});
      await expect
        .poll(async () => {
          const waiting = await test.sql`select from pg_locks
            where locktype = 'advisory' and not granted
              and database = (select oid from pg_database where datname = current_database())`;
          return waiting.length;
        })
        .toBe(1);
      return { importing: adding };
    });
    expect(await importing).toMatchObject({ added: 1 });
    expect(await languageOf(`+977${phone}`)).toBe('en');
    expect(await languageOf('+9779841000341')).toBe('pt');
  });

  it('is forgotten to have been erased with the digest key, once that is retired', async () => {
    await imported('contact,language\n9841000350,pt\n');
    await eraseCustomer(admin, { contact: '9841000350', reason: 'They asked.' });
    const contact = '+9779841000350';
    await pruneErasedContacts(admin);
    expect(await findErased(test.db, [contact, '+9779841000351'])).toEqual(new Set([contact]));
    const { id } = keyring().digest.active;
    await test.sql`insert into key_fingerprints (purpose, key_id, fingerprint, retired_at) values ('digest', ${id}, 'x', now())
      on conflict (purpose, key_id) do update set retired_at = now()`;
    await pruneErasedContacts(admin);
    await test.sql`delete from key_fingerprints where fingerprint = 'x'`;
    expect(await findErased(test.db, [contact])).toEqual(new Set());
  });

  it('goes without a sale of theirs, too', async () => {
    await imported('contact,language\n9841000320,pt\n');
    expect(await findCustomer(admin, { contact: '9841000320' })).toMatchObject({ sales: 0, notes: 0, language: 'pt' });
    expect(await eraseCustomer(admin, { contact: '9841000320', reason: 'They asked.' })).toMatchObject({ sales: 0 });
    expect(await languageOf('+9779841000320')).toBe('en');
  });
});

it('is for those who manage customers', async () => {
  const others = [
    await makeUserContext(test.db, 'supervisor'),
    await makeUserContext(test.db, 'partner'),
    await makeKeyContext(test.db, ['nettv:sell']),
  ];
  for (const ctx of others) {
    const of = { headerRow: 0, form: 'own', places: '1,2,3', file: inPieces('x') };
    await expect(contactImport.readHead(ctx, { isWhole: true, file: of.file })).rejects.toBeInstanceOf(Forbidden);
    await expect(contactImport.receiveFile(ctx, of)).rejects.toBeInstanceOf(Forbidden);
    for (const use of [
      contactImport.getFile,
      contactImport.startImport,
      contactImport.cancelFile,
      contactImport.exportLeftOut,
    ]) {
      await expect(use(ctx, { id: 1 })).rejects.toBeInstanceOf(Forbidden);
    }
    for (const use of [contactImport.undoImport, contactImport.planUndo]) {
      await expect(use(ctx, { id: 1 })).rejects.toBeInstanceOf(Forbidden);
    }
    await expect(contactImport.recentImports(ctx)).rejects.toBeInstanceOf(Forbidden);
  }
});
