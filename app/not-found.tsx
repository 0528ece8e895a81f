import { NotFoundPanel } from './not-found-panel';

export default function NotFoundPage() {
  return (
    <main className="flex min-h-[70dvh] items-center justify-center">
      <NotFoundPanel />
    </main>
  );
}
