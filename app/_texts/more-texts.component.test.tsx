import { render, screen } from '@testing-library/react';
import { NextIntlClientProvider, useTranslations } from 'next-intl';
import { expect, it } from 'vitest';
import { MoreTexts } from './more-texts';
import { pickTexts } from './pick-texts';

const all = { common: { save: 'Save' }, sales: { states: { voided: 'Voided' }, unseen: { label: 'Not seen' } } };

function Words() {
  const [common, sales] = [useTranslations('common'), useTranslations('sales')];
  return [common('save'), sales('states.voided'), sales('unseen.label')].join(', ');
}

it('adds texts to those given above, also within the same part', () => {
  render(
    <NextIntlClientProvider locale="en" messages={pickTexts(all, ['common', 'sales.states'])}>
      <MoreTexts texts={pickTexts(all, ['sales.unseen'])}>
        <Words />
      </MoreTexts>
    </NextIntlClientProvider>,
  );
  expect(screen.getByText('Save, Voided, Not seen')).toBeTruthy();
});

it('gives nothing of other parts, and nothing where a language has none', () => {
  expect(pickTexts(all, ['sales.states', 'refusals'])).toEqual({
    sales: { states: { voided: 'Voided' } },
    refusals: {},
  });
});
