import { gather } from './gather.ts';

gather('properties');
