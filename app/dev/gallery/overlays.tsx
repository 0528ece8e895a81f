'use client';

import { useState } from 'react';
import { z } from 'zod';
import { Button, LinkButton } from '@/components/button';
import { ConfirmDialog, Dialog } from '@/components/dialog';
import { Form, SubmitBar, useSchemaForm } from '@/components/form';
import { DialogForm, FormDialog } from '@/components/form-dialog';
import { TextField } from '@/components/text-field';
import { toastError, toastInfo, toastSuccess } from '@/components/toasts';
import { longCode, longName, nothing } from './samples';
import { Section, Specimen } from './specimen';

type Shown = 'dialog' | 'confirm' | 'sticky' | 'form' | 'pending' | null;

const schema = z.object({ name: z.string() });
const longSchema = z.record(z.string(), z.string());
const manyNames = Array.from({ length: 12 }, (_, index) => `Field ${index + 1}`);
const refuse = async () => ({ ok: false as const, message: 'Nothing was changed; try again.', fields: {} });

function LongForm({ onClose }: { onClose: () => void }) {
  const form = useSchemaForm(longSchema, Object.fromEntries(manyNames.map((name) => [name, ''])));
  return (
    <FormDialog
      title={longName}
      form={form}
      submitLabel="Delete for good"
      look="danger"
      onSubmit={refuse}
      onClose={onClose}
    >
      {manyNames.map((name) => (
        <TextField key={name} control={form.control} name={name} label={name} help={longCode} optional />
      ))}
    </FormDialog>
  );
}

export function Overlays() {
  const [shown, setShown] = useState<Shown>(null);
  const form = useSchemaForm(schema, { name: '' });
  const on = (which: Shown) => ({ isOpen: shown === which, onOpenChange: (open: boolean) => !open && setShown(null) });
  return (
    <Section id="overlays" title="Overlays">
      <Specimen name="Dialog, ConfirmDialog, Dialog that only its button closes">
        <Button onPress={() => setShown('dialog')}>Open a dialog</Button>
        <Button onPress={() => setShown('confirm')}>Open a question</Button>
        <Button onPress={() => setShown('sticky')}>Open a sticky dialog</Button>
        <Dialog
          title={longCode}
          {...on('dialog')}
          footer={
            <>
              <Button onPress={() => setShown(null)}>Cancel</Button>
              <Button look="primary" onPress={() => setShown(null)}>
                Save changes
              </Button>
            </>
          }
        >
          {longName}
        </Dialog>
        <ConfirmDialog
          title="Delete 312 codes?"
          confirmLabel="Delete 312 codes"
          onConfirm={() => setShown(null)}
          {...on('confirm')}
        >
          4 are sold and stay.
        </ConfirmDialog>
        <Dialog
          title="The new key"
          isSticky
          {...on('sticky')}
          footer={<Button onPress={() => setShown(null)}>I have kept it</Button>}
        >
          It is not shown again.
        </Dialog>
      </Specimen>
      <Specimen name="FormDialog: longer than the screen and refused; DialogForm: pending">
        <Button onPress={() => setShown('form')}>Open a long form</Button>
        <Button onPress={() => setShown('pending')}>Open a pending form</Button>
        {shown === 'form' && <LongForm onClose={() => setShown(null)} />}
        <Dialog title="Rename the group" {...on('pending')}>
          <DialogForm form={form} submitLabel="Rename" isPending onSubmit={refuse} onCancel={() => setShown(null)}>
            <TextField control={form.control} name="name" label="Name of the group" />
          </DialogForm>
        </Dialog>
      </Specimen>
      <Specimen name="Toasts">
        <Button
          onPress={() => toastSuccess('Coupon SUMMER26 deleted', { action: { label: 'Undo', onPress: nothing } })}
        >
          Show a success
        </Button>
        <Button onPress={() => toastError('The coupon was not saved', { description: longCode })}>Show an error</Button>
        <Button onPress={() => toastInfo('The export is being made')}>Show a notice</Button>
      </Specimen>
      <Specimen name="UnsavedGuard: type something, then follow the link" isWide>
        <Form form={form} onSubmit={nothing} className="flex max-w-md flex-col gap-4">
          <TextField control={form.control} name="name" label="Guarded name" />
          <SubmitBar label="Save name" />
        </Form>
        <LinkButton look="quiet" href="/dev/gallery?left=1" className="mt-2">
          Leave the form
        </LinkButton>
      </Specimen>
    </Section>
  );
}
