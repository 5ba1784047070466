import { gather, MUTATED } from './gather.ts';

gather('unit/policies', (path) => !path.startsWith(`${MUTATED}/`));
