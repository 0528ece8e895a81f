import { asc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { securityAlerts } from '@/db/schema/security';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { Forbidden, NotFound } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { type EventSource, flushSecurityEvents, recordSecurityEvent } from '@/lib/platform/security/record-event';
import { connectEmail } from '@/test/connect-email';
import { startResendFake } from '@/test/fakes/resend';
import { prepared } from '@/test/prepared';
import { acknowledgeAlert } from './acknowledge-alert';
import { listAlerts } from './list-alerts';
import { watchSecurity } from './watch-security';

const test = openTestDatabase();
let clock = new Date('2026-11-03T06:05:00Z');
const now = () => clock;
const admin = prepared(() => makeUserContext(test.db, 'admin', now));

beforeEach(async () => {
  await flushSecurityEvents();
  await test.sql`truncate security_events, security_alerts`;
  clock = new Date(clock.getTime() + 2 * 60 * 60 * 1000);
});

const stranger = (address: string): EventSource => ({ actor: null, now, origin: { address } });
const fail = (source: EventSource, times: number) => {
  for (let n = 0; n < times; n += 1) recordSecurityEvent(source, { kind: 'sign_in.failed' });
};

async function watch() {
  await flushSecurityEvents();
  await watchSecurity({ ...systemContext(test.db, 'Watch security'), now }, {});
  return test.db.select().from(securityAlerts).orderBy(asc(securityAlerts.cause));
}

describe('an alert', () => {
  it('is raised for second factors that fail and actions that are refused again and again, by person and by key', async () => {
    const key = await makeKeyContext(test.db, [...scopes], now);
    const stolen = { ...stranger('203.0.113.20'), tried: { userId: admin.actor.id, name: admin.actor.name } };
    const times = (count: number, record: () => void) => {
      for (let n = 0; n < count; n += 1) record();
    };
    times(4, () => recordSecurityEvent(stolen, { kind: 'second_factor.failed' }));
    times(19, () =>
      recordSecurityEvent(key, { kind: 'action.refused', data: { asked: 'GET /management/coupons.json' } }),
    );
    expect(await watch()).toEqual([]);
    recordSecurityEvent(admin, { kind: 'second_factor.failed', data: { what: 'confirmation by password' } });
    recordSecurityEvent(key, { kind: 'action.refused', data: { permission: 'sales.sell' } });
    const [actor, person] = [`key:${key.actor.id}`, `user:${admin.actor.id}`];
    const raised = [
      { kind: 'bad_second_factors', subject: admin.actor.name, count: 5, filter: { actor: person } },
      { kind: 'refused_actions', count: 20, filter: { actor, kind: 'action.refused' } },
    ];
    expect(await watch()).toMatchObject(raised);
    expect(await watch()).toHaveLength(2);
  });

  it('is raised for many bad sign-ins of one account, and of one network, and not for a few', async () => {
    fail({ ...stranger('203.0.113.9'), tried: { userId: 7, name: 'Sita' } }, 9);
    expect(await watch()).toEqual([]);
    fail({ ...stranger('198.51.100.7'), tried: { userId: 7, name: 'Sita' } }, 1);
    fail(stranger('203.0.113.9'), 11);
    expect(await watch()).toMatchObject([
      { kind: 'bad_sign_ins', subject: 'Sita', count: 10, filter: { actor: 'user:7' } },
      { kind: 'bad_sign_ins', subject: '203.0.113.9', count: 20, filter: { address: '203.0.113.9' } },
    ]);
  });

  it('is raised for a key from a new network, and for an export in bulk', async () => {
    const { actor } = await makeKeyContext(test.db, ['nettv:sell'], now);
    recordSecurityEvent({ actor, now }, { kind: 'key.new_network', data: { network: '198.51.100.7' } });
    recordSecurityEvent(admin, { kind: 'data.exported', data: { what: 'sales' } });
    recordSecurityEvent(admin, { kind: 'data.exported_in_bulk', data: { what: 'sales' } });
    expect(await watch()).toMatchObject([
      { kind: 'bulk_export', subject: admin.actor.name, filter: { actor: `user:${admin.actor.id}` } },
      {
        kind: 'key_new_network',
        subject: `${actor.integratorName}, 198.51.100.7`,
        filter: { actor: `key:${actor.id}` },
      },
    ]);
  });

  it('is raised once, however often and however many at once look', async () => {
    fail(stranger('203.0.113.9'), 30);
    await flushSecurityEvents();
    await Promise.all([watch(), watch(), watch(), watch()]);
    fail(stranger('203.0.113.9'), 30);
    expect(await watch()).toHaveLength(1);
  });

  it('leaves the list when somebody has looked, once in the activity', async () => {
    fail(stranger('203.0.113.9'), 30);
    const [alert] = await watch();
    const id = alert?.id ?? 0;
    expect(await listAlerts(admin)).toMatchObject([{ id, kind: 'bad_sign_ins', subject: '203.0.113.9' }]);
    await Promise.all([acknowledgeAlert(admin, { id }), acknowledgeAlert(admin, { id })]);
    expect(await listAlerts(admin)).toEqual([]);
    expect(await test.db.$count(auditEvents, eq(auditEvents.action, 'security_alert.seen'))).toBe(1);
    await expect(acknowledgeAlert(admin, { id: id + 1 })).rejects.toThrow(NotFound);
  });

  it('is for admins alone', async () => {
    const others = [
      await makeUserContext(test.db, 'support', now),
      await makeUserContext(test.db, 'viewer', now),
      await makeKeyContext(test.db, [...scopes], now),
    ];
    for (const ctx of others) {
      await expect(listAlerts(ctx)).rejects.toThrow(Forbidden);
      await expect(acknowledgeAlert(ctx, { id: 1 })).rejects.toThrow(Forbidden);
    }
  });
});

describe('its mail', () => {
  it('waits without a provider, and goes to each admin once with one', async () => {
    fail(stranger('203.0.113.9'), 30);
    expect(await watch()).toMatchObject([{ mailedAt: null }]);
    const resend = await startResendFake();
    try {
      connectEmail(resend);
      expect(await watch()).toMatchObject([{ mailedAt: clock }]);
      await watch();
    } finally {
      vi.unstubAllEnvs();
      resetEnv();
      await resend.close();
    }
    expect(resend.emails).toMatchObject([
      { to: [admin.actor.email], text: expect.stringContaining('30 sign-ins failed') },
    ]);
  });
});
