import { textsLayout } from '@/app/_texts/texts';

export default textsLayout('app/help');
