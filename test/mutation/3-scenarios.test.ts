import { gather } from './gather.ts';

gather('scenarios');
