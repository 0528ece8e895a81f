import { createEvent, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { FileDrop } from './file-drop';

const csv = new File(['code\nAAAA-1111\n'], 'codes.csv', { type: 'text/csv' });

function renderDrop() {
  const onFile = vi.fn<(file: File) => void>();
  const { user, container } = renderInApp(
    <FileDrop
      label="Drop a file here"
      chooseLabel="Choose a file"
      help="One code a line."
      accept={['.csv', 'text/csv']}
      onFile={onFile}
    />,
  );
  const input = container.querySelector<HTMLInputElement>('input[type=file]');
  const zone = container.querySelector('[data-slot=file-drop]');
  if (!input || !zone) throw new Error('It has no place for a file.');
  return { user, onFile, input, zone };
}

/** What a browser sends when these are dropped. */
const dropped = (...files: (File | string)[]) => ({
  dropEffect: 'none',
  effectAllowed: 'all',
  files: files.filter((file) => file instanceof File),
  types: files.map((file) => (file instanceof File ? 'Files' : 'text/plain')),
  items: files.map((file) =>
    file instanceof File
      ? { kind: 'file', type: file.type, getAsFile: () => file }
      : { kind: 'string', type: 'text/plain', getAsString: (take: (text: string) => void) => take(file) },
  ),
  getData: () => files.find((file) => typeof file === 'string') ?? '',
});

it('takes the file that was chosen, of the kinds it offers', async () => {
  const { user, onFile, input } = renderDrop();
  expect(input.accept).toBe('.csv,text/csv');
  await user.upload(input, csv);
  expect(onFile).toHaveBeenCalledExactlyOnceWith(csv);
});

it('opens the chooser by its button', async () => {
  const { user, input } = renderDrop();
  const opened = vi.spyOn(input, 'click');
  await user.click(screen.getByRole('button', { name: 'Choose a file' }));
  expect(opened).toHaveBeenCalledTimes(1);
});

it('takes the file that was dropped, and of several the first', async () => {
  const { onFile, zone } = renderDrop();
  const dataTransfer = dropped(csv, new File(['x'], 'other.csv', { type: 'text/csv' }));
  fireEvent.dragEnter(zone, { dataTransfer });
  await waitFor(() => expect(zone.hasAttribute('data-drop-target')).toBe(true));
  fireEvent.drop(zone, { dataTransfer });
  await waitFor(() => expect(onFile).toHaveBeenCalledTimes(1));
  expect(onFile.mock.lastCall?.[0].name).toBe('codes.csv');
  expect(zone.hasAttribute('data-drop-target')).toBe(false);
});

it('takes the file that was pasted, and leaves pasted text alone', () => {
  const { onFile } = renderDrop();
  expect(fireEvent.paste(document.body, { clipboardData: dropped('AAAA-1111') })).toBe(true);
  expect(onFile).not.toHaveBeenCalled();
  expect(fireEvent.paste(document.body, { clipboardData: dropped(csv) })).toBe(false);
  expect(onFile).toHaveBeenCalledExactlyOnceWith(csv);
});

/** jsdom has no drag events, and so no place where one goes on to. */
function leave(zone: Element, to: Element | null) {
  const event = createEvent.dragLeave(zone);
  Object.defineProperty(event, 'relatedTarget', { value: to });
  fireEvent(zone, event);
}

it('is marked for as long as a file is held over it', () => {
  const { zone } = renderDrop();
  fireEvent.dragEnter(zone, { dataTransfer: dropped('AAAA-1111') });
  expect(zone.hasAttribute('data-drop-target')).toBe(false);
  fireEvent.dragEnter(zone, { dataTransfer: dropped(csv) });
  expect(fireEvent.dragOver(zone, { dataTransfer: dropped(csv) })).toBe(false);
  leave(zone, zone.firstElementChild);
  expect(zone.hasAttribute('data-drop-target')).toBe(true);
  leave(zone, document.body);
  expect(zone.hasAttribute('data-drop-target')).toBe(false);
});

it('takes no text for a file', async () => {
  const { onFile, zone } = renderDrop();
  for (const what of ['AAAA-1111', csv]) {
    const dataTransfer = dropped(what);
    fireEvent.dragEnter(zone, { dataTransfer });
    fireEvent.drop(zone, { dataTransfer });
  }
  await waitFor(() => expect(onFile).toHaveBeenCalled());
  expect(onFile).toHaveBeenCalledTimes(1);
});
