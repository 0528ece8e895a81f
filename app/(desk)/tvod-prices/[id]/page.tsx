import { entryPage } from '../../_directory/directory-pages';

const { generateMetadata, Page } = entryPage('tvodPrices');

export { generateMetadata, Page as default };
