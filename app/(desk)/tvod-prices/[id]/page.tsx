import { entryPage } from '../../_directory/entry-page';

const { generateMetadata, Page } = entryPage('tvodPrices');

export { generateMetadata, Page as default };
