import { listPage } from '../_directory/list-page';

const { generateMetadata, Page } = listPage('tvodPrices');

export { generateMetadata, Page as default };
