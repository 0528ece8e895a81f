'use client';

import { z } from 'zod';
import { Form, SubmitBar, useSchemaForm } from '@/components/form';
import { Facts, FieldRow, FormLayout, FormSection } from '@/components/form-layout';
import { Money } from '@/components/money';
import { TextField } from '@/components/text-field';
import { longCode, longName, nothing } from './samples';
import { Section, Specimen } from './specimen';

const schema = z.object({ from: z.string(), to: z.string() });

export function Forms() {
  const form = useSchemaForm(schema, { from: '', to: '' });
  const refused = useSchemaForm(schema, { from: '', to: '' });
  const refuse = () =>
    refused.setError('root.server', { message: 'The supplier does not answer. Nothing was changed; try again.' });
  return (
    <Section id="forms" title="Forms">
      <Specimen name="FormLayout, FormSection, FieldRow, Facts, SubmitBar" isWide>
        <Form form={form} onSubmit={nothing} guard={false}>
          <FormLayout
            summary={
              <Facts
                facts={[
                  { label: 'Amount', value: <Money paisa={200_050} /> },
                  { label: 'Code', value: longCode },
                  { label: 'For', value: longName },
                ]}
              />
            }
          >
            <FormSection title="Dates" description={longName}>
              <FieldRow>
                <TextField control={form.control} name="from" label="Begins" />
                <TextField control={form.control} name="to" label="Ends" optional />
              </FieldRow>
            </FormSection>
            <SubmitBar label="Create coupon" cancelHref="/dev/gallery" />
          </FormLayout>
        </Form>
      </Specimen>
      <Specimen name="SubmitBar: usual (with a FormAlert), pending, disabled" isWide>
        <Form form={refused} onSubmit={refuse} guard={false} className="flex flex-col gap-4">
          <SubmitBar label="Send and be refused" />
          <SubmitBar label="Create coupon" isPending />
          <SubmitBar label="Create coupon, disabled" isDisabled cancelHref="/dev/gallery" />
        </Form>
      </Specimen>
    </Section>
  );
}
