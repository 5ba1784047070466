import { gather } from './gather.ts';

gather(['properties'], (path) => !path.startsWith('usual-'));
