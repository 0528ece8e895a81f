import { importPage } from '../../_directory/directory-pages';

const { generateMetadata, Page } = importPage('tvodPrices');

export { generateMetadata, Page as default };
