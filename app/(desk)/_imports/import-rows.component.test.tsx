import { screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it } from 'vitest';
import { reason, refusal } from '@/lib/domain/coupons/imports/reasons';
import { startSummary } from '@/lib/domain/coupons/imports/summarize-rows';
import common from '@/messages/pt/common.json';
import imports from '@/messages/pt/imports.json';
import refusals from '@/messages/pt/refusals.json';
import { renderInApp } from '@/test/components/render-in-app';
import { ImportRows } from './import-rows';

const row = { entry: null, notes: [], warnings: [] };
const noCoupon = (line: number, value: string) => ({
  ...row,
  ...{ line, cells: [`Produto ${line}`], result: 'malformed' as const },
  problems: [reason('noCoupon', { column: 'coupon', value })],
});
const rows = [
  ...Array.from({ length: 130 }, (_, at) => noCoupon(at + 2, `X${at}`)),
  {
    ...row,
    line: 200,
    cells: ['Sem preço'],
    result: 'malformed' as const,
    problems: [refusal('price', 'Enter a price above 0.')],
  },
  { ...row, line: 201, cells: ['De novo'], result: 'existing' as const, problems: [] },
];

function open() {
  const words = {
    named: 'Nome',
    describe: null,
    called: (column: string) => ({ coupon: 'Cupom', price: 'Preço' })[column] ?? column,
    refusal: (text: string) => (text.startsWith('Enter a price') ? 'Digite um preço.' : undefined),
  };
  const summary = startSummary();
  summary.add(rows);
  const texts = { common, imports, refusals };
  return renderInApp(
    <NextIntlClientProvider locale="en-x-pt" messages={texts as never}>
      <ImportRows checked={summary.result()} words={words} />
    </NextIntlClientProvider>,
  );
}

it('counts the reasons in the language of the page, and shows the rows of one alone', async () => {
  const { user } = open();
  await user.click(screen.getByRole('button', { name: /Linhas na tabela/ }));
  const list = await screen.findByRole('listbox');
  expect(
    within(list)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual([
    'Deixadas de fora ou com observação, e algumas novas',
    'Já existe (1)',
    'Ilegível (131)',
    'Cupom: não é o código de nenhum cupom, ou de um que está na lixeira (130)',
    'Preço: Digite um preço. (1)',
  ]);
  await user.keyboard('{End}{Enter}');
  expect(await screen.findByText('Sem preço')).toBeTruthy();
  expect(screen.queryByText('Produto 2')).toBeNull();
});

it('says that it shows the first of many, each with what its row has', async () => {
  const { user } = open();
  await user.click(screen.getByRole('button', { name: /Linhas na tabela/ }));
  await user.click(await screen.findByRole('option', { name: /^Cupom/ }));
  expect(await screen.findByText('As primeiras 100 de 130. As outras estão no download.')).toBeTruthy();
  expect(screen.getByText(/na lixeira: X99$/)).toBeTruthy();
});
