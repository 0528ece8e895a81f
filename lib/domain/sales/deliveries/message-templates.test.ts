import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { messageTemplates, messageTranslations } from '@/db/schema/messages';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { contractTemplates, suggestedTexts } from '@/lib/adapters/messaging/suggested-texts';
import { Forbidden } from '@/lib/core/errors';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { listMessageTemplates, readTemplate } from './message-templates';
import { resetMessageTemplate } from './reset-message-template';
import { updateMessageTemplateInput } from './template-schemas';
import { updateMessageTemplate } from './update-message-template';

const test = openTestDatabase();
let admin: Context<UserActor>;
beforeEach(async () => {
  await test.db.delete(messageTemplates);
  await test.db.delete(messageTranslations);
  admin = await makeUserContext(test.db, 'admin');
});

const sms = (body: string, version = 0) => ({ channel: 'sms' as const, subject: null, body, version });
const errorsOf = (input: object) => {
  const parsed = updateMessageTemplateInput.safeParse(input);
  return parsed.success ? {} : fieldErrorsOf(parsed.error);
};

describe('the texts of messages', () => {
  it('are those of the contract until somebody changes them', async () => {
    const { en, ...others } = await listMessageTemplates(admin);
    expect(en.sms).toMatchObject({ ...contractTemplates.sms, version: 0, isSuggested: true, updatedBy: null });
    for (const language of ['ne', 'pt'] as const) {
      for (const channel of ['sms', 'email'] as const) {
        const suggested = suggestedTexts[language].khalti[channel];
        expect(others[language][channel]).toMatchObject({ ...suggested, language, version: 0, isSuggested: true });
        expect(errorsOf({ ...suggested, channel, language, version: 0 })).toEqual({});
      }
    }
    expect(en.email).toMatchObject({ ...contractTemplates.email, version: 0, isSuggested: true });
    for (const template of Object.values(contractTemplates)) {
      const channel = template.subject === null ? 'sms' : 'email';
      expect(errorsOf({ ...template, channel, version: 0 })).toEqual({});
    }
  });

  it('change for the next message, and who changed what is written down', async () => {
    const changed = await updateMessageTemplate(admin, sms('Your PIN: {pin}'));
    expect(changed).toMatchObject({
      body: 'Your PIN: {pin}',
      version: 1,
      isSuggested: false,
      updatedBy: admin.actor.name,
    });
    expect(await readTemplate(test.db, 'sms')).toEqual(changed);
    expect((await readTemplate(test.db, 'email')).isSuggested).toBe(true);
    await updateMessageTemplate(admin, sms('Your PIN: {pin}', 1));
    const events = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, admin.actor.id));
    expect(events).toMatchObject([
      {
        action: 'message_template.updated',
        subjectKind: 'settings',
        data: { channel: 'sms', body: { from: contractTemplates.sms.body, to: 'Your PIN: {pin}' } },
      },
    ]);
  });

  it('are reset to those of the contract, and the version counts on', async () => {
    await updateMessageTemplate(admin, { channel: 'email', subject: 'Hello', body: 'PIN {pin}', version: 0 });
    const reset = await resetMessageTemplate(admin, { channel: 'email', version: 1 });
    expect(reset).toMatchObject({ ...contractTemplates.email, isSuggested: true, version: 2 });
    const again = await updateMessageTemplate(admin, { channel: 'email', subject: 'Hi', body: '{pin}', version: 2 });
    expect(again).toMatchObject({ subject: 'Hi', version: 3 });
  });

  it('change in one language alone, each with its own version', async () => {
    const nepali = { ...sms('तपाईंको पिन {pin}, {amount}'), language: 'ne' as const };
    const changed = await updateMessageTemplate(admin, nepali);
    expect(changed).toMatchObject({ language: 'ne', body: nepali.body, version: 1, isSuggested: false });
    expect(await readTemplate(test.db, 'sms', 'ne')).toEqual(changed);
    for (const language of ['en', 'pt'] as const) {
      expect(await readTemplate(test.db, 'sms', language)).toMatchObject({ version: 0, isSuggested: true });
    }
    await expect(updateMessageTemplate(admin, nepali)).rejects.toMatchObject({
      ...{ reason: 'stale', details: { template: changed } },
    });
    await updateMessageTemplate(admin, { ...sms('Seu PIN: {pin}'), language: 'pt' });
    expect((await listMessageTemplates(admin)).ne.sms).toEqual(changed);
    const reset = await resetMessageTemplate(admin, { channel: 'sms', language: 'ne', version: 1 });
    expect(reset).toMatchObject({ ...suggestedTexts.ne.khalti.sms, isSuggested: true, version: 2 });
    const events = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, admin.actor.id));
    expect(events.map(({ data }) => (data as { language?: string }).language)).toEqual(['ne', 'pt', 'ne']);
    expect(errorsOf({ ...sms('पिन {नाम}'), language: 'ne' }).body).toBeDefined();
    expect(errorsOf({ ...sms('{pin}'), language: 'fr' }).language).toBeDefined();
  });

  it('are not overwritten by the second of two who edit at once: that one gets what was saved', async () => {
    const other = await makeUserContext(test.db, 'admin');
    const outcomes = await Promise.allSettled([
      updateMessageTemplate(admin, sms('One {pin}')),
      updateMessageTemplate(other, sms('Two {pin}')),
    ]);
    const saved = await readTemplate(test.db, 'sms');
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => reason)).toMatchObject([{ reason: 'stale', details: { template: saved } }]);
    expect(saved.version).toBe(1);
    await expect(resetMessageTemplate(admin, { channel: 'sms', version: 0 })).rejects.toMatchObject({
      reason: 'stale',
    });
  });

  it('are changed and reset by an admin only', async () => {
    const support = await makeUserContext(test.db, 'support');
    const viewer = await makeUserContext(test.db, 'viewer');
    const key = await makeKeyContext(test.db, [...scopes]);
    for (const ctx of [support, viewer, key]) {
      await expect(updateMessageTemplate(ctx, sms('Mine {pin}'))).rejects.toThrow(Forbidden);
      await expect(updateMessageTemplate(ctx, { ...sms('{pin}'), language: 'ne' })).rejects.toThrow(Forbidden);
      await expect(resetMessageTemplate(ctx, { channel: 'sms', version: 0 })).rejects.toThrow(Forbidden);
    }
    for (const ctx of [viewer, key]) await expect(listMessageTemplates(ctx)).rejects.toThrow(Forbidden);
    expect(await readTemplate(test.db, 'sms')).toMatchObject({ isSuggested: true, version: 0 });
  });
});

describe('what a text must be', () => {
  it.each([
    ['Your PIN is coming.', 'The text needs {pin}: without it the customer gets no PIN.'],
    ['{pin} for {name}', 'There is no {name}. Use {pin}, {product}, {company}, {amount}, {reference}, {valid_until}.'],
    ['{pin} {', 'A brace is alone. Write a placeholder with both of them, such as {pin}.'],
    ['{pin}\0', 'Remove the invisible characters; only line breaks are kept.'],
    ['{pin}\ud83c', 'Remove the invisible characters; only line breaks are kept.'],
    [`{pin}${'a'.repeat(153 * 6)}`, 'An SMS has at most 6 parts; this text takes 7.'],
    [`{pin}${'न'.repeat(67 * 6)}`, 'An SMS has at most 6 parts; this text takes 7.'],
  ])('refuses the SMS %j', (body, problem) => expect(errorsOf(sms(body)).body).toContain(problem));

  it.each([
    [null, 'Enter a subject.'],
    [' ', 'Enter a subject.'],
    ['PIN {pin}', 'Leave {pin} out of the subject: it shows on locked phones.'],
    ['For {nobody}', 'There is no {nobody}. Use {pin}, {product}, {company}, {amount}, {reference}, {valid_until}.'],
    ['One\nTwo', 'The subject has one line.'],
    ['a'.repeat(151), 'The subject has at most 150 characters.'],
  ])('refuses the subject %j', (subject, problem) =>
    expect(errorsOf({ channel: 'email', subject, body: '{pin}', version: 0 }).subject).toContain(problem),
  );

  it('takes Nepali text, line breaks as any system writes them, and no blanks around', () => {
    const parsed = updateMessageTemplateInput.parse(sms(' तपाईंको कोड:\r\n{pin} \u0915\u094d\u200d\u0937 '));
    expect(parsed.body).toBe('तपाईंको कोड:\n{pin} \u0915\u094d\u200d\u0937');
  });
});
