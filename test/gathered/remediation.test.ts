import { gather } from './gather.ts';

gather(['unit/remediation', 'unit/handlers', 'acceptance']);
