import { screen } from '@testing-library/react';
import { useLayoutEffect } from 'react';
import { expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { whenNeeded } from './when-needed';

const Menu = ({ isOpen }: { isOpen: boolean }) => isOpen && <p>What can be done</p>;

it('shows what is loaded when it is opened', async () => {
  const Needed = whenNeeded(async () => Menu);
  renderInApp(<Needed isOpen />);
  expect(await screen.findByText('What can be done')).toBeTruthy();
});

it('shows what arrived between its rendering and its effects: it was loaded ahead', async () => {
  const { promise, resolve } = loadedAtOnce<typeof Menu>();
  const Needed = whenNeeded(() => promise);
  Needed.preload();
  const Arrival = () => {
    useLayoutEffect(() => resolve(Menu), []);
    return null;
  };
  renderInApp(
    <>
      <Needed isOpen />
      <Arrival />
    </>,
  );
  expect(await screen.findByText('What can be done')).toBeTruthy();
});

it('shows what is given for before until it is loaded', async () => {
  const Needed = whenNeeded(
    async () => Menu,
    () => <p>Soon</p>,
  );
  renderInApp(<Needed isOpen />);
  expect(screen.getByText('Soon')).toBeTruthy();
  expect(await screen.findByText('What can be done')).toBeTruthy();
  expect(screen.queryByText('Soon')).toBeNull();
});

it('says that it could not be loaded, and tries again once somebody goes to what is there before', async () => {
  const load = vi.fn(async () => Menu);
  load.mockRejectedValueOnce(new Error('No connection'));
  const onNotLoaded = vi.fn();
  const Needed = whenNeeded(load, () => <button type="button">Soon</button>);
  const { user } = renderInApp(<Needed isOpen onNotLoaded={onNotLoaded} />);
  expect(await screen.findByText('This could not be loaded. Check the connection and press again.')).toBeTruthy();
  expect(onNotLoaded).toHaveBeenCalledTimes(1);
  expect(load).toHaveBeenCalledTimes(1);
  await user.click(screen.getByRole('button', { name: 'Soon' }));
  expect(await screen.findByText('What can be done')).toBeTruthy();
});

/** A promise that calls back at once, not a microtask later. */
function loadedAtOnce<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>(() => {});
  vi.spyOn(promise, 'then').mockImplementation((settled) => {
    resolve = settled as typeof resolve;
    return Promise.resolve() as never;
  });
  return { promise, resolve: (value: T) => resolve(value) };
}
