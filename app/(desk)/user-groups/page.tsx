import { listPage } from '../_directory/directory-pages';

const { generateMetadata, Page } = listPage('userGroups');

export { generateMetadata, Page as default };
