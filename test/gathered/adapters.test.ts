import { gather } from './gather.ts';

gather(['unit/adapters', 'unit/cli', 'contract']);
