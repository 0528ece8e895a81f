import { listPage } from '../_directory/list-page';

const { generateMetadata, Page } = listPage('userGroups');

export { generateMetadata, Page as default };
