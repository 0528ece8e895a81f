import { importPage } from '../../_directory/import-page';

const { generateMetadata, Page } = importPage('userGroups');

export { generateMetadata, Page as default };
