import { entryPage } from '../../_directory/entry-page';

const { generateMetadata, Page } = entryPage('userGroups');

export { generateMetadata, Page as default };
