import { importPage } from '../../_directory/import-page';

const { generateMetadata, Page } = importPage('tvodPrices');

export { generateMetadata, Page as default };
