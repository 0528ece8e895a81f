/** Inside the desk's frame, which has the page's `main` already. */
export { NotFoundPanel as default } from '../not-found-panel';
