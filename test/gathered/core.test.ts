import { gather } from './gather.ts';

gather(['unit/policies', 'scenarios']);
