import { gather } from './gather.ts';

gather(['unit/config']);
