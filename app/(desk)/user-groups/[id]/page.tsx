import { entryPage } from '../../_directory/directory-pages';

const { generateMetadata, Page } = entryPage('userGroups');

export { generateMetadata, Page as default };
