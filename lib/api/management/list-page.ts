import { accepts } from 'hono/accepts';
import { html } from 'hono/html';
import type { ManagementContext } from './call';

/** Whether the `Accept` header puts `text/html` before JSON; without one, JSON. */
export function prefersHtml(c: ManagementContext): boolean {
  const supports = ['application/json', 'text/html'];
  return accepts(c, { header: 'Accept', supports, default: 'application/json' }) === 'text/html';
}

type ListPage = {
  title: string;
  rows: Record<string, unknown>[];
  name: string | undefined;
  next: string | null;
};

/** A complete page of a list, for a person who opens the address. */
export function listPage({ title, rows, name = '', next }: ListPage) {
  const columns = Object.keys(rows[0] ?? { id: '', name: '' });
  const written = (value: unknown) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value ?? '–'));
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <style>
      body { font: 14px/20px system-ui, sans-serif; margin: 24px; color-scheme: light dark; }
      table { border-collapse: collapse; margin-top: 16px; }
      th, td { padding: 6px 16px 6px 0; text-align: start; border-bottom: 1px solid #8884; }
    </style>
  </head>
  <body>
    <h1>${title}</h1>
    <form><label>Name <input type="search" name="name" value="${name}"></label> <button>Search</button></form>
    ${
      rows.length === 0
        ? html`<p>Nothing${name ? ' with this name' : ''}.</p>`
        : html`<table>
      <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${columns.map((column) => html`<td>${written(row[column])}</td>`)}</tr>`)}</tbody>
    </table>`
    }
    ${next ? html`<p><a href="?${new URLSearchParams({ name, after: next }).toString()}">Next</a></p>` : ''}
  </body>
</html>`;
}
