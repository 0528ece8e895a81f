import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { beforeEach, expect, it, vi } from 'vitest';
import activity from '@/messages/en/activity.json';
import approvals from '@/messages/en/approvals.json';
import common from '@/messages/en/common.json';
import activityPt from '@/messages/pt/activity.json';
import approvalsPt from '@/messages/pt/approvals.json';
import commonPt from '@/messages/pt/common.json';
import refusalsPt from '@/messages/pt/refusals.json';
import { renderInApp } from '@/test/components/render-in-app';
import * as actions from './actions';
import type { ApprovalItem } from './approval-item';
import { Approvals } from './approvals';

// With a factory: without one the modules of the server are loaded.
vi.mock('./actions', () => ({
  approveAction: vi.fn(),
  refuseApprovalAction: vi.fn(),
  withdrawApprovalAction: vi.fn(),
}));
vi.mock('@/app/session/desk-client', () => ({
  ReadError: class extends Error {},
  deskClient: { approvals: { $get: vi.fn() } },
  read: async () => ({ rows: listed }),
}));

let listed: ApprovalItem[] = [];
const item = (fields: Partial<ApprovalItem>): ApprovalItem => ({
  ...{ id: 7, kind: 'credit_top_up', summary: { integrator: 'Acme', amountPaisa: 101_00 }, reason: 'Agreed by phone' },
  ...{ asker: 'Sita', decider: null, answer: null, decidedAt: null, exportInput: null, isOwn: false, state: 'waiting' },
  ...{ createdAt: '2026-11-03T06:15:00.000Z', expiresAt: '2026-11-04T06:15:00.000Z' },
  ...fields,
});

const open = (...rows: ApprovalItem[]) => openIn({ common, approvals, activity }, rows);

function openIn(texts: object, rows: ApprovalItem[]) {
  listed = rows;
  return renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={texts as never}>
        <Approvals initial={{ rows }} />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
}

async function choose(user: ReturnType<typeof open>['user'], name: string) {
  const [menu] = await screen.findAllByRole('button', { name: /^Actions for Top up credit, Sita/ });
  await user.click(menu as HTMLElement);
  await user.click(await screen.findByRole('menuitem', { name }));
}

beforeEach(() => vi.clearAllMocks());

it('shows what is approved before it is, and what became of it', async () => {
  const approve = vi.mocked(actions.approveAction).mockResolvedValue({
    ok: true,
    value: { state: 'failed', answer: 'Who asked for it is disabled.' },
  });
  const { user } = open(item({}));
  await choose(user, 'Approve');
  const dialog = await screen.findByRole('dialog', { name: 'Approve this?' });
  expect(dialog.textContent).toContain('Acme');
  expect(dialog.textContent).toContain('Agreed by phone');
  expect(approve).not.toHaveBeenCalled();
  await user.click(within(dialog).getByRole('button', { name: 'Approve' }));
  await screen.findByText('It was approved, but could not be done: Who asked for it is disabled.');
  expect(approve).toHaveBeenCalledExactlyOnceWith({ id: 7 });
});

it('asks why something is refused', async () => {
  const refuse = vi.mocked(actions.refuseApprovalAction).mockResolvedValue({ ok: true, value: undefined });
  const { user } = open(item({}));
  await choose(user, 'Refuse');
  const dialog = await screen.findByRole('dialog', { name: 'Refuse this?' });
  await user.click(within(dialog).getByRole('button', { name: 'Refuse' }));
  await screen.findByText('Say why not.');
  await user.type(within(dialog).getByRole('textbox', { name: /^Why not/ }), 'Not agreed');
  await user.click(within(dialog).getByRole('button', { name: 'Refuse' }));
  await screen.findByText('Refused');
  expect(refuse).toHaveBeenCalledExactlyOnceWith({ id: 7, reason: 'Not agreed' });
});

it('lets who asked withdraw it, and decide nothing', async () => {
  const withdraw = vi.mocked(actions.withdrawApprovalAction).mockResolvedValue({ ok: true, value: undefined });
  const { user } = open(item({ isOwn: true }));
  const [menu] = await screen.findAllByRole('button', { name: /^Actions for Top up credit, Sita/ });
  await user.click(menu as HTMLElement);
  expect((await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent)).toEqual(['Withdraw']);
  await user.click(screen.getByRole('menuitem', { name: 'Withdraw' }));
  await screen.findByText('Withdrawn');
  expect(withdraw).toHaveBeenCalledExactlyOnceWith({ id: 7 });
});

it('says who decided and why, and offers nothing any more', async () => {
  open(item({ state: 'refused', decider: 'Gita', answer: 'Not agreed' }));
  expect((await screen.findAllByText('By Gita. Not agreed')).length).toBeGreaterThan(0);
  expect(screen.queryAllByRole('button', { name: /^Actions for/ })).toEqual([]);
});

it('says in the language of the page why it could not be done, and leaves what a person wrote', async () => {
  const texts = { common: commonPt, approvals: approvalsPt, activity: activityPt, refusals: refusalsPt };
  const answer = 'Somebody else changed these settings meanwhile. Reload the page.';
  const failed = item({ state: 'failed', decider: 'Gita', answer });
  openIn(texts, [failed, item({ id: 8, state: 'refused', decider: 'Gita', answer: 'Somebody else changed it.' })]);
  const said = 'Por Gita. Outra pessoa alterou estas configurações enquanto isso. Recarregue a página.';
  expect((await screen.findAllByText(said)).length).toBeGreaterThan(0);
  expect(screen.getAllByText('Por Gita. Somebody else changed it.').length).toBeGreaterThan(0);
});

it('says what is asked for in the words of the page, and amounts as money', async () => {
  const texts = { common: commonPt, approvals: approvalsPt, activity: activityPt };
  const rule = { status: 'available', duration: 'once', audience: 'everyone', security: 'public', budget: 500_00 };
  openIn(texts, [item({ kind: 'coupon_new', summary: { ...rule, description: 'once' } })]);
  const details =
    'situação disponível · duração uma vez · clientes todos · resgatado por o próprio código · orçamento Rs 500 · descrição once';
  await screen.findAllByText('Sita');
  expect(document.body.textContent.replace(/\s/g, ' ')).toContain(details);
});
