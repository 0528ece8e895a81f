import { listPage } from '../_directory/directory-pages';

const { generateMetadata, Page } = listPage('tvodPrices');

export { generateMetadata, Page as default };
