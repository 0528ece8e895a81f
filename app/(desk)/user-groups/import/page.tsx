import { importPage } from '../../_directory/directory-pages';

const { generateMetadata, Page } = importPage('userGroups');

export { generateMetadata, Page as default };
