import { gather, MUTATED } from './gather.ts';

gather(`unit/policies/${MUTATED}`);
