import type { ReactNode } from 'react';

type SectionProps = { id: string; title: string; children: ReactNode };

/** Components of one kind. */
export function Section({ id, title, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-20 border-t border-border pt-6 pb-10">
      <h2 id={`${id}-title`} className="mb-5 text-base font-semibold">
        {title}
      </h2>
      <div className="flex flex-col gap-8">{children}</div>
    </section>
  );
}

type SpecimenProps = {
  /** The component, and the state where it is not the usual one: `Button, disabled`. */
  name: string;
  children: ReactNode;
  /** As wide as the page, where the others are next to each other. */
  isWide?: boolean;
};

export function Specimen({ name, children, isWide = false }: SpecimenProps) {
  return (
    <div className="min-w-0">
      <p className="mb-2 text-13 text-muted">{name}</p>
      {isWide ? children : <div className="flex flex-wrap items-center gap-3">{children}</div>}
    </div>
  );
}
